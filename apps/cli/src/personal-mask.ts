/** Terminals are recorded and pasted: what contracts mark as personal is shown on request alone. */
import { personalFields } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';

/** Names of personal fields of any event, and what rows call those that they call otherwise. */
const personal = new Set([
  ...Object.values(eventCatalogue).flatMap(personalFields),
  ...['customerName', 'objection', 'reviewReason'],
]);
/** A change names the field beside what it was and became. */
const changed = ['before', 'after'];
export const masked = '‹personal›';

/** The value without what is personal, however deep; empty stays empty, as after an erasure. */
export function withoutPersonal(value: unknown, field = ''): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return value;
  if (personal.has(field)) return masked;
  if (Array.isArray(value)) return value.map((item) => withoutPersonal(item));
  if (typeof value !== 'object') return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const nameOf = (name: string) => (changed.includes(name) ? String(fields['field']) : name);
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [name, withoutPersonal(inner, nameOf(name))]),
  );
}
