/**
 * The folds of the read models over a part of a history. A row as of now is therefore the row that
 * is served: the same `evolve`, offered the same types, in the order of the log.
 */
import type { Basis } from '@taizhang/contracts/views';
import type { Instant, Projection, Recorded } from '@taizhang/kernel';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows and events differ per table.
export type AnyProjection = Projection<any, any>;
export type Row = Readonly<{ id: string }> & Readonly<Record<string, unknown>>;

/** Until when, by which clock; null for everything there is. */
export type Known = Readonly<{ at: Instant; basis: Basis }> | null;

/** The events that were known then, in their order. */
export const knownAt = (events: readonly Recorded[], known: Known): readonly Recorded[] =>
  known
    ? events.filter(
        (event) => (known.basis === 'occurred' ? event.at : event.recordedAt) <= known.at,
      )
    : events;

export type Folded = Readonly<{ event: Recorded; before: Row | null; after: Row | null }>;

/** The row of `key` before and after each event that the projection would be offered. */
export function* folding(
  projection: AnyProjection,
  key: string,
  events: readonly Recorded[],
): Generator<Folded> {
  let row: Row | null = null;
  const types = new Set<string>(projection.types);
  for (const event of events) {
    if (!types.has(event.type) || !projection.keysOf(event).includes(key)) continue;
    const before = row;
    row = projection.evolve(row, event, key) as Row | null;
    yield { event, before, after: row };
  }
}

export function rowOf(projection: AnyProjection, key: string, events: readonly Recorded[]) {
  let row: Row | null = null;
  for (const { after } of folding(projection, key, events)) row = after;
  return row;
}

/** Every row that the events touch, by its key; gone rows are left out. */
export function rowsOf(projection: AnyProjection, events: readonly Recorded[]): Row[] {
  const rows = new Map<string, Row | null>();
  const types = new Set<string>(projection.types);
  for (const event of events) {
    if (!types.has(event.type)) continue;
    for (const key of projection.keysOf(event)) {
      rows.set(key, projection.evolve(rows.get(key) ?? null, event, key) as Row | null);
    }
  }
  return [...rows.values()].filter((row) => row !== null);
}

/** In the order of the first of each. */
export function groupedBy(events: readonly Recorded[], keyOf: (event: Recorded) => string) {
  const groups = new Map<string, Recorded[]>();
  for (const event of events) {
    const key = keyOf(event);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups;
}
