/** Names of events and fields, and values, in the reader's language. */
import { useDirectory } from '@taizhang/portal/data-access';
import { eventNameTexts } from '@taizhang/portal/feature-performance';
import { formatInstant, useLanguage, useTerm, useTexts, useUiTexts } from '@taizhang/portal/ui';
import { fieldTexts } from './field.texts';
import type { PartKind } from './titles';
import { valueTexts } from './value.texts';
import { writtenValue, type Writing } from './written-value';

export function useWords() {
  const f = useTexts(fieldTexts);
  const v = useTexts(valueTexts);
  const e = useTexts(eventNameTexts);
  const ui = useUiTexts();
  const term = useTerm();
  const language = useLanguage();
  const { nameOf } = useDirectory();
  const writing: Writing = {
    term,
    nameOf: (id) => (id.startsWith('system-') ? ui('system') : nameOf(id)),
    promiseOf: ui.promise,
    instant: (at) => formatInstant(at, language),
    word: (key) => (key in valueTexts.zh ? v(`${key}` as 'yes') : undefined),
    count: (count) => v('count', { count }),
    energy: (amount) => v('energy', { amount }),
    none: v('none'),
  };
  return {
    // A newer service may know fields and events that this portal has no word for.
    field: (field: string) =>
      `field.${field}` in fieldTexts.zh ? f(`field.${field}` as 'field.status') : field,
    event: (type: string) =>
      `event.${type}` in eventNameTexts.zh ? e(`event.${type}` as 'event.CaseUrged') : type,
    value: (kind: PartKind, field: string, value: unknown) =>
      writtenValue(kind, field, value, writing),
  };
}
