/**
 * Any past state of one case, by the same fold that fills its table: what the page shows now is
 * the state as of the last event.
 */
import type { Difference } from '@taizhang/contracts/views';
import type { Instant, Message, Projection, Recorded } from '@taizhang/kernel';

export type Moment =
  | Readonly<{ revision: number }>
  /** `occurred`: what had happened by then; `recorded`: what we had written down by then. */
  | Readonly<{ at: Instant; basis: 'occurred' | 'recorded' }>;

type Row = Readonly<{ id: string }>;

/** Null when nothing was known of it yet. */
export function asOf<One extends Row, E extends Message>(
  cases: Projection<One, E>,
  history: readonly Recorded<E>[],
  moment: Moment,
): Readonly<{ row: One; last: Recorded<E> }> | null {
  let row: One | null = null;
  let last: Recorded<E> | undefined;
  for (const event of history) {
    if (!isKnown(event, moment)) continue;
    last = event;
    // A table is not offered other types, and counts what it is offered.
    if (cases.types.includes(event.type)) row = cases.evolve(row, event, event.stream);
  }
  return row && last ? { row, last } : null;
}

function isKnown(event: Recorded, moment: Moment): boolean {
  if ('revision' in moment) return event.revision <= moment.revision;
  return (moment.basis === 'occurred' ? event.at : event.recordedAt) <= moment.at;
}

/** Fields that changed, in the order of the page; bookkeeping of the row itself left out. */
export function differenceOf<One extends Row>(
  { columns }: Pick<Projection<One>, 'columns'>,
  before: One | null,
  after: One | null,
): Difference[] {
  const bookkeeping = ['id', 'events', 'revision', 'lastEventAt'];
  const fields = Object.keys(columns).filter((field) => !bookkeeping.includes(field));
  return fields.flatMap((field) => {
    const [was, is] = [before, after].map((row) => row?.[field as keyof One] ?? null);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }];
  });
}
