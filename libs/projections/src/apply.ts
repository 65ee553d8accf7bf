/** One page of events applied to the tables of one read model, in the caller's transaction. */
import type { ReadModel, Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import type { AnyProjection, AnyRow } from './schema';
import { TableStore } from './table-store';

export const storesOf = (schema: string, { tables }: ReadModel): TableStore[] =>
  tables.map((table) => new TableStore(schema, table as AnyProjection));

/** The events a table looks at, with the rows each touches. */
export function touched(projection: AnyProjection, events: readonly Recorded[]) {
  const types = new Set(projection.types);
  return events
    .filter((event) => types.has(event.type))
    .map((event) => ({ event, keys: projection.keysOf(event) }));
}

export async function applyEvents(
  db: ClientBase,
  stores: readonly TableStore[],
  events: readonly Recorded[],
): Promise<void> {
  for (const store of stores) {
    const touches = touched(store.projection, events);
    if (touches.length === 0) continue;
    const ids = [...new Set(touches.flatMap(({ keys }) => keys))];
    const known = await store.load(db, ids);
    const rows = new Map<string, AnyRow | null>(known.map((row) => [row.id, row]));
    for (const { event, keys } of touches) {
      for (const key of keys) {
        rows.set(key, store.projection.evolve(rows.get(key) ?? null, event, key));
      }
    }
    const before = new Set(known.map(({ id }) => id));
    await store.upsert(db, [...rows.values()].filter((row) => row !== null));
    await store.delete(db, ids.filter((id) => before.has(id) && rows.get(id) === null));
  }
}
