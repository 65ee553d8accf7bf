/** The one moment in which a one-time password can be read. */
import type { RegisteredStaffMember } from '@taizhang/portal/data-access';
import { useTexts } from '@taizhang/portal/ui';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { organisationTexts } from './organisation.texts';

type OneTimePasswordProps = Readonly<{
  name: string;
  account: RegisteredStaffMember;
  onClose: () => void;
}>;

export function OneTimePassword({ name, account, onClose }: OneTimePasswordProps) {
  const t = useTexts(organisationTexts);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(account.oneTimePassword).then(() => setCopied(true));
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('password.title')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('password.done')}
        </Button>
      }
    >
      <p>{t('password.hint', { name })}</p>
      <dl className="tz-facts">
        <div>
          <dt>{t('password.username')}</dt>
          <dd className="tz-id">{account.username}</dd>
        </div>
        <div>
          <dt>{t('password.password')}</dt>
          <dd>
            <strong className="tz-id">{account.oneTimePassword}</strong>{' '}
            {/* Only where the page may use the clipboard: https or localhost. */}
            {window.isSecureContext && (
              <Button size="small" onClick={copy}>
                {t(copied ? 'password.copied' : 'password.copy')}
              </Button>
            )}
          </dd>
        </div>
      </dl>
    </Modal>
  );
}
