/** What every event leaves on the row of its case, whatever else it changes. */
import type { Instant, Recorded } from '@taizhang/kernel';
import { standingOf, type Promising, type Standing } from './promise-states';

type CaseRow = Promising &
  Standing &
  Readonly<{ events: number; lastEventAt: Instant; revision: number }>;

type Writable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/**
 * @param next `before` as the event has changed it: the caller's own copy, written into because a
 * rebuild would spend more on a second copy than on the fold; `before` itself where nothing changed
 */
export function stamped<Row extends CaseRow>(
  before: Row | null,
  next: Row,
  { at, revision }: Pick<Recorded, 'at' | 'revision'>,
): Row {
  const row: Writable<CaseRow> = next === before ? { ...next } : next;
  const { nextPromise, nextDueAt, missed } = standingOf(before, next);
  row.nextPromise = nextPromise;
  row.nextDueAt = nextDueAt;
  row.missed = missed;
  row.events = (before?.events ?? 0) + 1;
  row.lastEventAt = at;
  row.revision = revision;
  return row as Row;
}
