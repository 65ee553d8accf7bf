/** An outage that concerns many, told before the reports come. */
import {
  areaTitles,
  outageKindTitles,
  type Area,
  type OutageKind,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { useAnnounceOutage, useUnits } from '@taizhang/portal/data-access';
import {
  instantOfLocal,
  Panel,
  PortalForm,
  ProblemNotice,
  Sign,
  namedOptions,
  useOptions,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { outageTexts } from './outage.texts';

type Values = {
  kind: OutageKind;
  area: Area;
  place: string;
  time: [Dayjs, Dayjs];
  unitIds: UnitId[];
  reason: string;
};

const empty = { kind: 'planned', area: 'urban', place: '', unitIds: [], reason: '' } as const;

export function AnnounceOutageForm({ onDone }: Readonly<{ onDone: () => void }>) {
  const t = useTexts(outageTexts);
  const options = useOptions();
  const announce = useAnnounceOutage();
  const { data: units = [] } = useUnits();
  const send = ({ time: [from, to], ...told }: Values) =>
    announce.mutate(
      { ...told, startsAt: instantOf(from), endsAt: instantOf(to) },
      {
        onSuccess: onDone,
      },
    );
  return (
    <Panel title={t('announce')}>
      <p className="tz-muted tz-hint">{t('announce.hint')}</p>
      {announce.error && <ProblemNotice error={announce.error} />}
      <PortalForm<Values>
        name="outage"
        className="tz-inline-form"
        initialValues={empty}
        onFinish={send}
      >
        <Form.Item name="kind" label={t('label.kind')}>
          <Select options={options(outageKindTitles)} />
        </Form.Item>
        <Form.Item name="area" label={t('label.area')}>
          <Select options={options(areaTitles)} />
        </Form.Item>
        <Form.Item
          name="place"
          label={t('label.place')}
          extra={t('label.place.hint')}
          rules={[{ required: true, whitespace: true, message: t('label.place.missing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <TimeField />
        <Form.Item name="unitIds" label={t('label.units')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={namedOptions(units)}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('label.reason')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={announce.isPending}>
            {t('announce')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </PortalForm>
    </Panel>
  );
}

function TimeField() {
  const t = useTexts(outageTexts);
  return (
    <Form.Item
      name="time"
      label={t('label.time')}
      htmlFor="outage_from"
      rules={[{ required: true, message: t('label.time.missing') }]}
    >
      <DatePicker.RangePicker
        id={{ start: 'outage_from', end: 'outage_to' }}
        aria-label={t('label.time')}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        suffixIcon={<Sign of="calendar" />}
        separator="–"
      />
    </Form.Item>
  );
}

/** What is chosen is the time of the wall clock here, whatever the zone of the machine. */
const instantOf = (chosen: Dayjs) => instantOfLocal(chosen.format('YYYY-MM-DDTHH:mm'));
