/** One page of events applied to the tables of one read model, in the caller's transaction. */
import type { ReadModel, Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { FoldFailed } from './failure';
import { tablesOf, type AnyProjection, type AnyRow } from './schema';
import { TableStore } from './table-store';

export const storesOf = (schema: string, model: ReadModel): TableStore[] =>
  tablesOf(model).map((projection) => new TableStore(schema, projection));

/** @throws FoldFailed when a projection cannot make anything of an event */
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
    for (const { event, keys } of touches) foldInto(rows, store.projection, event, keys);
    await store.upsert(
      db,
      [...rows.values()].filter((row) => row !== null),
    );
    const gone = known.flatMap(({ id }) => (rows.get(id) === null ? [id] : []));
    await store.delete(db, gone);
  }
}

/** The events a table looks at, with the rows each touches. */
function touched(projection: AnyProjection, events: readonly Recorded[]) {
  const types = new Set(projection.types);
  return events
    .filter(({ type }) => types.has(type))
    .map((event) => {
      try {
        return { event, keys: projection.keysOf(event) };
      } catch (error) {
        throw new FoldFailed(projection.table, event, error);
      }
    });
}

function foldInto(
  rows: Map<string, AnyRow | null>,
  projection: AnyProjection,
  event: Recorded,
  keys: readonly string[],
): void {
  try {
    for (const key of keys) {
      rows.set(key, projection.evolve(rows.get(key) ?? null, event, key));
    }
  } catch (error) {
    throw new FoldFailed(projection.table, event, error);
  }
}
