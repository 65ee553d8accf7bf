/** Gives up what is parked at a consumer: never without a reason. */
import type { ParkedKeyShown } from '@taizhang/contracts/views';
import { useDiscardParked } from '@taizhang/portal/data-access';
import { Field, ProblemNotice, useTexts } from '@taizhang/portal/ui';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { parkedTexts } from './parked.texts';

const reasonMin = 3;
const reasonMax = 500;

export function DiscardButton({ item }: Readonly<{ item: ParkedKeyShown }>) {
  const t = useTexts(parkedTexts);
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const discard = useDiscardParked();
  const isShort = reason.trim().length < reasonMin;
  const { name: consumer, key, waiting: count } = item;
  const decide = () => {
    setTried(true);
    if (!isShort) discard.mutate({ consumer, key, reason }, { onSuccess: () => setOpen(false) });
  };
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        {t('action.discard')}
      </Button>
      <Modal
        open={open}
        title={t('discard.title', { key, count })}
        okText={t('discard.yes')}
        cancelText={t('discard.no')}
        confirmLoading={discard.isPending}
        onOk={decide}
        onCancel={() => setOpen(false)}
        closable={false}
      >
        <p>{t('discard.detail')}</p>
        {discard.error && <ProblemNotice error={discard.error} />}
        <Field
          label={t('discard.reason')}
          htmlFor={id}
          required
          error={tried && isShort ? t('discard.short') : undefined}
        >
          <Input.TextArea
            id={id}
            value={reason}
            maxLength={reasonMax}
            aria-describedby={tried && isShort ? `${id}-error` : undefined}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
      </Modal>
    </>
  );
}
