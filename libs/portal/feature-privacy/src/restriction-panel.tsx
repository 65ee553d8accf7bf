/** Restricts what is done with somebody's data, and lifts that. */
import { restrictionGroundTitles, type RestrictionGround } from '@taizhang/contracts/intake';
import type { PrivacyState } from '@taizhang/contracts/views';
import { useLiftRestriction, useRestrictProcessing } from '@taizhang/portal/data-access';
import { Panel, PortalForm, ProblemNotice, Sign, useOptions, useTexts } from '@taizhang/portal/ui';
import { Button, DatePicker, Form, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { ReferenceField } from './reference-field';
import { privacyTexts } from './privacy.texts';

type OfState = Readonly<{ state: PrivacyState }>;

export function RestrictionPanel({ state }: OfState) {
  const t = useTexts(privacyTexts);
  const restricted = state.processing === 'restricted';
  return (
    <Panel title={t(restricted ? 'lift' : 'restrict')}>
      <p className="tz-muted tz-hint">{t(restricted ? 'lift.hint' : 'restrict.hint')}</p>
      {restricted ? <LiftForm state={state} /> : <RestrictForm state={state} />}
    </Panel>
  );
}

type RestrictValues = { ground: RestrictionGround; keepUntil?: Dayjs | null; reference: string };

function RestrictForm({ state: { personId, revision } }: OfState) {
  const t = useTexts(privacyTexts);
  const restrict = useRestrictProcessing();
  const optionsOf = useOptions();
  return (
    <>
      {restrict.error && <ProblemNotice error={restrict.error} />}
      <PortalForm<RestrictValues>
        name="restriction"
        onFinish={({ ground, keepUntil, reference }) =>
          restrict.mutate({
            ...{ personId, revision },
            body: { ground, keepUntil: keepUntil?.format('YYYY-MM-DD') ?? null, reference },
          })
        }
      >
        <Form.Item
          name="ground"
          label={t('restrict.ground')}
          rules={[{ required: true, message: t('required') }]}
        >
          <Select options={optionsOf(restrictionGroundTitles)} />
        </Form.Item>
        <Form.Item name="keepUntil" label={t('restrict.keepUntil')}>
          <DatePicker suffixIcon={<Sign of="calendar" />} placeholder={t('keepUntil.none')} />
        </Form.Item>
        <ReferenceField />
        <Button type="primary" htmlType="submit" loading={restrict.isPending}>
          {t('restrict.do')}
        </Button>
      </PortalForm>
    </>
  );
}

function LiftForm({ state: { personId, revision } }: OfState) {
  const t = useTexts(privacyTexts);
  const lift = useLiftRestriction();
  return (
    <>
      {lift.error && <ProblemNotice error={lift.error} />}
      <PortalForm<{ reference: string }>
        name="lifting"
        onFinish={({ reference }) => lift.mutate({ personId, revision, body: { reference } })}
      >
        <ReferenceField />
        <Button type="primary" htmlType="submit" loading={lift.isPending}>
          {t('lift.do')}
        </Button>
      </PortalForm>
    </>
  );
}
