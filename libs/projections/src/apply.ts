/** One page of events applied to the tables of one read model, in the caller's transaction. */
import type { ReadModel, Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { AppliedRanges } from './applied-ranges';
import { addParked, parkedAmong, parkedTable, type ParkedRef } from './parked-events';
import { ParkingFold } from './parking-fold';
import { tablesOf, type AnyRow } from './schema';
import { TableStore } from './table-store';

export const storesOf = (schema: string, model: ReadModel): TableStore[] =>
  tablesOf(model).map((projection) => new TableStore(schema, projection));

/** What a table cannot take in is parked with everything later of that row; the rest goes on. */
export async function applyEvents(
  db: ClientBase,
  stores: readonly TableStore[],
  events: readonly Recorded[],
): Promise<void> {
  const schema = stores[0]?.schema;
  if (schema === undefined) return;
  const pages = stores.map((store) => new TablePage(store, events));
  if (pages.every(({ events: some }) => some.length === 0)) return;
  await account(db, stores, events);
  if (await isAnythingParked(db, schema)) {
    const refs = await parkedAmong(
      db,
      schema,
      pages.flatMap((page) => page.refs()),
    );
    for (const page of pages) page.fold.remember(refs);
  }
  for (const page of pages) await page.apply(db);
}

/** The events of a page that one table looks at. */
export class TablePage {
  readonly fold: ParkingFold;
  readonly events: readonly Recorded[];

  constructor(
    private readonly store: TableStore,
    events: readonly Recorded[],
    /** The one row that is to be changed, where an event touches several. */
    private readonly only?: string,
  ) {
    const types = new Set(store.projection.types);
    this.fold = new ParkingFold(store.projection);
    this.events = events.filter(({ type }) => types.has(type));
  }

  /** Whatever might be parked of what the page touches. */
  refs(): ParkedRef[] {
    const { table } = this.store.projection;
    const streams = new Set(this.events.map(({ stream }) => stream));
    // A fold of its own: asked here, nothing is queued yet.
    const asked = new ParkingFold(this.store.projection);
    const keys = new Set(this.events.flatMap((event) => asked.keysOf(event)));
    return [
      ...[...streams].map((key) => ({ table, kind: 'stream' as const, key })),
      ...[...keys].map((key) => ({ table, kind: 'key' as const, key })),
    ];
  }

  /** @param parked how what is queued was parked before, where it is tried again */
  async apply(db: ClientBase, parked?: Parameters<typeof addParked>[3]): Promise<void> {
    const { store, fold } = this;
    const touches = this.events.map((event) => ({ event, keys: this.keysOf(event) }));
    const known = await store.load(db, [...new Set(touches.flatMap(({ keys }) => keys))]);
    const rows = new Map<string, AnyRow | null>(known.map((row) => [row.id, row]));
    for (const { event, keys } of touches) {
      for (const key of keys) {
        const next = fold.evolve(rows.get(key) ?? null, event, key);
        if (next !== undefined) rows.set(key, next);
      }
    }
    await store.upsert(
      db,
      [...rows.values()].filter((row) => row !== null),
    );
    await store.delete(
      db,
      known.flatMap(({ id }) => (rows.get(id) === null ? [id] : [])),
    );
    await addParked(db, store.schema, fold.takeQueued(), parked);
  }

  private keysOf(event: Recorded): readonly string[] {
    return this.only === undefined ? this.fold.keysOf(event) : [this.only];
  }
}

/** Once for each time it came: what comes twice is to be noticed. */
async function account(
  db: ClientBase,
  stores: readonly TableStore[],
  events: readonly Recorded[],
): Promise<void> {
  const types = new Set(stores.flatMap(({ projection }) => projection.types));
  const applied = new AppliedRanges();
  for (const event of events) if (types.has(event.type)) applied.add(event);
  await applied.write(db, stores[0]!.schema);
}

/** Almost always nothing is, which is quickly told. */
async function isAnythingParked(db: ClientBase, schema: string): Promise<boolean> {
  const { rows } = await db.query<{ parked: boolean }>(
    `SELECT EXISTS (SELECT FROM ${parkedTable(schema)}) AS parked`,
  );
  return rows[0]!.parked;
}
