/** Terminals are recorded and pasted: what contracts mark as personal is shown on request alone. */
import { personalFields } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';

/** Names of personal fields of any event; rows keep the names of what they are folded from. */
const personal = new Set(Object.values(eventCatalogue).flatMap(personalFields));
export const masked = '‹personal›';

/** The value without what is personal, however deep; empty stays empty, as after an erasure. */
export function withoutPersonal(value: unknown, field = ''): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return value;
  if (personal.has(field)) return masked;
  if (Array.isArray(value)) return value.map((item) => withoutPersonal(item));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [name, withoutPersonal(inner, name)]),
  );
}
