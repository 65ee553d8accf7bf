/** Values of indicators as text. */
import { formatMinutes, type Language } from '@taizhang/portal/ui';
import type { Kind } from './indicators';

/** What stands where there is nothing to divide by. */
export const nothing = '–';

export function writtenValue(value: number | null, kind: Kind, language: Language): string {
  if (value === null) return nothing;
  switch (kind) {
    case 'count':
      return value.toLocaleString('en-US');
    case 'share':
      return `${(value * 100).toFixed(1)}%`;
    case 'minutes':
      return formatMinutes(value, language);
    case 'score':
      return value.toFixed(2);
  }
}

/** With its sign; a share's change is written by the caller, in percentage points. */
export function writtenChange(by: number, kind: Kind, language: Language): string {
  const sign = by > 0 ? '+' : by < 0 ? '−' : '±';
  if (kind === 'share') return `${sign}${Math.abs(by * 100).toFixed(1)}`;
  return sign + writtenValue(Math.abs(by), kind, language);
}

/** For an export: numbers a spreadsheet can go on counting with. */
export function exportedValue(value: number | null, kind: Kind): string | number {
  if (value === null) return '';
  return kind === 'count' ? value : Number(value.toFixed(kind === 'share' ? 4 : 2));
}
