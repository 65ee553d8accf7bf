/** A first and a last day. */
import { Sign } from '@taizhang/portal/ui';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';

export type Days = Readonly<{ from: string; to: string }>;
type DayRangeProps = Readonly<{
  id: string;
  label: string;
  value?: Days;
  onChange?: (days: Days) => void;
}>;

export function DayRange({ id, label, value, onChange }: DayRangeProps) {
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}-end` }}
      aria-label={label}
      allowClear={false}
      suffixIcon={<Sign of="calendar" />}
      separator="–"
      value={value ? [dayjs(value.from), dayjs(value.to)] : null}
      onChange={(range) => {
        const [first, last] = range ?? [];
        if (!first || !last) return;
        onChange?.({ from: first.format('YYYY-MM-DD'), to: last.format('YYYY-MM-DD') });
      }}
    />
  );
}
