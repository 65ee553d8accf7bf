/** What the list can be narrowed by. */
import { categoryTitles, statusTitles } from '@taizhang/contracts/complaints';
import { useUnits } from '@taizhang/portal/data-access';
import {
  Field,
  namedOptions,
  useAsked,
  useOptions,
  useTexts,
  type Option,
} from '@taizhang/portal/ui';
import { Button, Select } from 'antd';
import { complaintTexts } from './complaints.texts';
import type { filtersOf } from './list-filters';

const narrowing = ['status', 'category', 'unitId', 'open', 'customerId', 'handlerId', 'source'];
const withoutAny = Object.fromEntries(narrowing.map((name) => [name, null]));

export function FilterBar({ asked }: Readonly<{ asked: ReturnType<typeof filtersOf> }>) {
  const t = useTexts(complaintTexts);
  const titled = useOptions();
  const { data: units } = useUnits();
  const [search, ask] = useAsked({ replace: true });
  const change = (name: string, value: string | null) => ask({ [name]: value });

  return (
    <div className="tz-row tz-filters">
      <Filter name="status" value={asked.status} options={titled(statusTitles)} onChange={change} />
      <Filter
        name="category"
        value={asked.category}
        options={titled(categoryTitles)}
        onChange={change}
      />
      <Filter
        name="unitId"
        value={asked.unitId}
        options={namedOptions(units ?? [])}
        onChange={change}
      />
      <Filter
        name="open"
        value={asked.open}
        options={(['true', 'false'] as const).map((value) => ({
          value,
          label: t(`open.${value}`),
        }))}
        onChange={change}
      />
      <Field label={t('filter.sort')} htmlFor="filter-sort">
        <Select
          id="filter-sort"
          className="tz-filter"
          value={asked.sort}
          onChange={(value) => change('sort', value)}
          options={(['due', 'newest'] as const).map((value) => ({
            value,
            label: t(`sort.${value}`),
          }))}
        />
      </Field>
      {narrowing.some((name) => search.has(name)) && (
        <Button onClick={() => ask(withoutAny)}>{t('filter.clear')}</Button>
      )}
    </div>
  );
}

const titles = {
  status: 'filter.status',
  category: 'filter.category',
  unitId: 'filter.unit',
  open: 'filter.open',
} as const;

type FilterProps = Readonly<{
  name: keyof typeof titles;
  value: string | undefined;
  options: readonly Option[];
  onChange: (name: string, value: string | null) => void;
}>;

const any = '';

function Filter({ name, value, options, onChange }: FilterProps) {
  const t = useTexts(complaintTexts);
  return (
    <Field label={t(titles[name])} htmlFor={`filter-${name}`}>
      <Select
        id={`filter-${name}`}
        className="tz-filter"
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={value ?? any}
        onChange={(chosen) => onChange(name, chosen === any ? null : chosen)}
        options={[{ value: any, label: t('filter.any') }, ...options]}
      />
    </Field>
  );
}
