/** The reply that was promised: until when it is owed, and the words. */
import type { Contact } from '@taizhang/contracts/views';
import { useMay, useReplyToContact, useUnsent } from '@taizhang/portal/data-access';
import { DeadlineBadge, Panel, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { contactTexts } from './contacts.texts';

export function ReplyForm({ contact }: Readonly<{ contact: Contact }>) {
  const t = useTexts(contactTexts);
  const command = useReplyToContact(contact.id);
  const writes = useMay('contact.write');
  const unsent = useUnsent<string>(contact.id);
  const [reply, setReply] = useState(unsent.back ?? '');
  if (contact.status !== 'awaiting-reply' || !writes) return null;
  const send = () =>
    command.mutate({ revision: contact.revision, body: { reply } }, { onSuccess: unsent.forget });
  return (
    <Panel title={t('reply')} extra={<DeadlineBadge dueAt={contact.replyDueAt} />}>
      <div className="tz-stack">
        <Input.TextArea
          aria-label={t('reply')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          value={reply}
          onChange={({ target }) => {
            setReply(target.value);
            unsent.keep(target.value);
          }}
        />
        {command.error && <ProblemNotice error={command.error} onRetry={send} />}
        <div>
          <Button
            type="primary"
            disabled={!reply.trim()}
            loading={command.isPending}
            onClick={send}
          >
            {t('reply.send')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
