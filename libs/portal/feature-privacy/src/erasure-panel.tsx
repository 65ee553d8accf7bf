/** Erases somebody for good, after saying in plain words what that means. */
import {
  erasureGroundTitles,
  requesterTitles,
  type ErasureGround,
  type Requester,
} from '@taizhang/contracts/intake';
import type { PrivacyState } from '@taizhang/contracts/views';
import { useErasePerson } from '@taizhang/portal/data-access';
import { Panel, PortalForm, ProblemNotice, useOptions, useTexts } from '@taizhang/portal/ui';
import { Button, Checkbox, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { privacyTexts } from './privacy.texts';
import { ReferenceField } from './reference-field';

type Values = { ground: ErasureGround; requestedBy: Requester; reference: string };

type ErasurePanelProps = Readonly<{ state: PrivacyState; name: string }>;

export function ErasurePanel({ state, name }: ErasurePanelProps) {
  const t = useTexts(privacyTexts);
  const { personId, revision, keptBy } = state;
  const [asked, setAsked] = useState<Values>();
  const erase = useErasePerson();
  return (
    <Panel title={t('erase')}>
      <WhatItMeans />
      {erase.error && <ProblemNotice error={erase.error} />}
      {keptBy === null ? (
        <EraseForm onAsked={setAsked} />
      ) : (
        <p className="tz-muted">{t('erase.not-yet')}</p>
      )}
      {asked && (
        <Confirmation
          name={name || personId}
          loading={erase.isPending}
          onNo={() => setAsked(undefined)}
          onYes={() =>
            erase.mutate(
              { personId, revision, body: asked },
              { onSettled: () => setAsked(undefined) },
            )
          }
        />
      )}
    </Panel>
  );
}

const gone = ['gone.who', 'gone.words', 'gone.copies', 'gone.search'] as const;
const stays = ['stays.fact', 'stays.figures', 'stays.seals', 'stays.decision'] as const;

export function WhatItMeans() {
  const t = useTexts(privacyTexts);
  return (
    <div className="tz-erasure-meaning">
      <section aria-label={t('gone')}>
        <h3>{t('gone')}</h3>
        <ul>
          {gone.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
      <section aria-label={t('stays')}>
        <h3>{t('stays')}</h3>
        <ul>
          {stays.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function EraseForm({ onAsked }: Readonly<{ onAsked: (values: Values) => void }>) {
  const t = useTexts(privacyTexts);
  const optionsOf = useOptions();
  const required = [{ required: true, message: t('required') }];
  return (
    <PortalForm<Values>
      name="erasure"
      className="tz-inline-form"
      initialValues={{ requestedBy: 'person' }}
      onFinish={onAsked}
    >
      <Form.Item name="ground" label={t('erase.ground')} rules={required}>
        <Select options={optionsOf(erasureGroundTitles)} />
      </Form.Item>
      <Form.Item name="requestedBy" label={t('column.requestedBy')} rules={required}>
        <Select options={optionsOf(requesterTitles)} />
      </Form.Item>
      <ReferenceField />
      <Button danger htmlType="submit">
        {t('erase.ask')}
      </Button>
    </PortalForm>
  );
}

type ConfirmationProps = Readonly<{
  name: string;
  loading: boolean;
  onYes: () => void;
  onNo: () => void;
}>;

function Confirmation({ name, loading, onYes, onNo }: ConfirmationProps) {
  const t = useTexts(privacyTexts);
  const [understood, setUnderstood] = useState(false);
  return (
    <Modal
      open
      title={t('confirm.title', { name })}
      closable={false}
      mask={{ closable: false }}
      width={640}
      okText={t('confirm.yes')}
      cancelText={t('confirm.no')}
      okButtonProps={{ danger: true, disabled: !understood }}
      confirmLoading={loading}
      onOk={onYes}
      onCancel={onNo}
    >
      <WhatItMeans />
      <p className="tz-deadline-late">{t('confirm.for-good')}</p>
      <Checkbox checked={understood} onChange={({ target }) => setUnderstood(target.checked)}>
        {t('confirm.understood', { name })}
      </Checkbox>
    </Modal>
  );
}
