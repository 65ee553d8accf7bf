/** Which days, and how they are grouped. */
import type { PerformanceAsked } from '@taizhang/portal/data-access';
import { ChoiceGroup, Field, Sign, useTexts, useToday } from '@taizhang/portal/ui';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { daysAllowed, groupings, periodOf, presetOf, presets } from './asked';
import { performanceTexts } from './performance.texts';

type PeriodBarProps = Readonly<{
  asked: PerformanceAsked;
  onChange: (part: Partial<PerformanceAsked>) => void;
}>;

export function PeriodBar({ asked, onChange }: PeriodBarProps) {
  const t = useTexts(performanceTexts);
  const today = useToday();
  const { from, to, groupBy } = asked;
  return (
    <div className="tz-panel tz-row tz-period">
      <Field label={t('period')}>
        <ChoiceGroup
          label={t('period')}
          value={presetOf(asked, today)}
          onChange={(preset) => onChange(periodOf(preset, today))}
          options={presets.map((value) => ({ value, label: t(`preset.${value}`) }))}
        />
      </Field>
      <Field label={t('period.own')} htmlFor="performance-from">
        <DatePicker.RangePicker
          id={{ start: 'performance-from', end: 'performance-to' }}
          aria-label={t('period.own')}
          allowClear={false}
          suffixIcon={<Sign of="calendar" />}
          separator="–"
          value={[dayjs(from), dayjs(to)]}
          maxDate={dayjs(today)}
          onChange={(range) => {
            const [first, last] = range ?? [];
            if (!first || !last) return;
            onChange(daysAllowed(first.format('YYYY-MM-DD'), last.format('YYYY-MM-DD')));
          }}
        />
      </Field>
      <Field label={t('group.label')}>
        <ChoiceGroup
          label={t('group.label')}
          value={groupBy}
          onChange={(grouping) => onChange({ groupBy: grouping })}
          options={groupings.map((value) => ({ value, label: t(`group.${value}`) }))}
        />
      </Field>
    </div>
  );
}
