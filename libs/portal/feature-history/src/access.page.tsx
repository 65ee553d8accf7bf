/** What did somebody look at between two days, and who has looked at all? */
import { useStaff, type LooksAsked } from '@taizhang/portal/data-access';
import {
  addDays,
  Field,
  instantOfLocal,
  Page,
  Panel,
  Sign,
  namedOptions,
  useAsked,
  useTexts,
  useToday,
} from '@taizhang/portal/ui';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { Looks } from './access-panel';
import { accessTexts } from './access.texts';
import './history.css';

const daysBack = 7;

export function AccessPage() {
  const t = useTexts(accessTexts);
  const today = useToday();
  const [search, change] = useAsked({ replace: true });
  const from = search.get('from') ?? addDays(today, -daysBack);
  const to = search.get('to') ?? today;
  const staffId = search.get('staff') ?? '';
  const asked: LooksAsked = {
    ...(staffId && { staffId }),
    from: instantOfLocal(`${from}T00:00`),
    to: instantOfLocal(`${addDays(to, 1)}T00:00`),
  };
  return (
    <Page title={t('page')}>
      <div className="tz-panel tz-row">
        <Field label={t('column.who')} htmlFor="looks-staff">
          <StaffField value={staffId} onChange={(staff) => change({ staff })} />
        </Field>
        <Field label={t('days')} htmlFor="looks-days">
          <DatePicker.RangePicker
            id={{ start: 'looks-days', end: 'looks-days-end' }}
            aria-label={t('days')}
            allowClear={false}
            suffixIcon={<Sign of="calendar" />}
            separator="–"
            value={[dayjs(from), dayjs(to)]}
            onChange={(range) => {
              const [first, last] = range ?? [];
              if (!first || !last) return;
              change({ from: first.format('YYYY-MM-DD'), to: last.format('YYYY-MM-DD') });
            }}
          />
        </Field>
      </div>
      <Panel title={t('looks')} className="tz-history">
        <p className="tz-muted">{t('hint')}</p>
        <Looks asked={asked} />
      </Panel>
    </Page>
  );
}

type StaffFieldProps = Readonly<{ value: string; onChange: (staffId: string) => void }>;

function StaffField({ value, onChange }: StaffFieldProps) {
  const t = useTexts(accessTexts);
  const { data: staff = [] } = useStaff();
  const everybody = { value: '', label: t('everybody') };
  return (
    <Select
      id="looks-staff"
      showSearch={{ optionFilterProp: 'label' }}
      className="tz-looks-staff"
      value={value}
      onChange={onChange}
      options={[everybody, ...namedOptions(staff)]}
    />
  );
}
