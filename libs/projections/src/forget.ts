/**
 * Takes out of read models what they still show of people whose keys were destroyed, without
 * building them anew: every row that an event about them touched is folded again from the log,
 * where these events are blank by now. Whatever a table makes of its events, its rows are
 * afterwards those that a rebuild would yield.
 */
import { schemaOf, type EventLog, type ReadModel, type Recorded } from '@taizhang/kernel';
import { transaction, withOwnConnection } from '@taizhang/platform/database';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { storesOf } from './apply';
import { beginsAnew, lockKey } from './build-record';
import { parkedSince, type ParkedSince } from './parked-events';
import { ParkingFold } from './parking-fold';
import { dropPatiently, oldSchemaOf, positionIn, removeCheckpoint, type AnyRow } from './schema';
import type { TableStore } from './table-store';
import { givingBack } from './within-time';

export type ForgetOptions = Readonly<{
  signal?: AbortSignal;
  /** Told now and then: events read, of so many. */
  onProgress?: (progress: Readonly<{ events: number; total: number }>) => void;
}>;

/** Rows folded again, by table. */
export type Forgotten = ReadonlyMap<string, number>;

const pageSize = 2_000;
const lookMs = 20;
const rebuildLookMs = 200;

/** The rows of one table that show, or showed, something of them. */
class Refold {
  private readonly rows = new Map<string, AnyRow | null>();
  private readonly types: ReadonlySet<string>;
  /** What it cannot take in waits already, in order; nothing is queued anew. */
  private parking: ParkingFold;

  constructor(
    readonly store: TableStore,
    private waiting: ParkedSince,
  ) {
    this.parking = new ParkingFold(store.projection);
    this.types = new Set(store.projection.types);
  }

  get size(): number {
    return this.rows.size;
  }

  /** Begins anew: somebody tried parked rows again meanwhile, from what they showed before. */
  again(waiting: ParkedSince): void {
    for (const key of this.rows.keys()) this.rows.set(key, null);
    this.waiting = waiting;
    this.parking = new ParkingFold(this.store.projection);
  }

  /** Where its rows wait: they are folded up to there and no further. */
  waitsAt(waiting: ParkedSince = this.waiting): string {
    const { table } = this.store.projection;
    const places = [...this.rows.keys()].map((key) => waiting.first(table, 'key', key));
    return [...places, ...waiting.streams(table)].join();
  }

  touch(event: Recorded): void {
    if (!this.types.has(event.type)) return;
    for (const key of new ParkingFold(this.store.projection).keysOf(event)) {
      this.rows.set(key, null);
    }
  }

  fold(event: Recorded): void {
    const { table } = this.store.projection;
    if (!this.types.has(event.type) || this.waiting.has(table, 'stream', event.stream, event))
      return;
    for (const key of this.parking.keysOf(event)) {
      const row = this.rows.get(key);
      if (row === undefined || this.waiting.has(table, 'key', key, event)) continue;
      const next = this.parking.evolve(row, event, key);
      if (next !== undefined) this.rows.set(key, next);
    }
    this.parking.takeQueued();
  }

  async write(db: ClientBase): Promise<void> {
    await this.store.upsert(
      db,
      [...this.rows.values()].filter((row) => row !== null),
    );
    const gone = [...this.rows].flatMap(([id, row]) => (row === null ? [id] : []));
    await this.store.delete(db, gone);
  }

  /**
   * What a row was before is given free in the table, and what the planner remembers of columns,
   * the most common values and some between, is drawn anew from the rows of now.
   */
  vacuum = (db: ClientBase, schema: string) =>
    db.query(`VACUUM (ANALYZE) ${schema}.${this.store.projection.table}`);
}

/**
 * @param log shows the events of `theirs` blank; everybody who feeds these read models does so
 *   as well by now, and keeps on feeding them while this waits for what is being applied.
 * @param theirs every event about these people
 */
export async function forget(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  theirs: AsyncIterable<Recorded>,
  options: ForgetOptions = {},
): Promise<Forgotten> {
  return withOwnConnection(pool, 'taizhang forget', async (db) => {
    // A rebuild under way may have read them before; who comes after it reads them blank.
    // In one order whoever asks: of two who forget none waits for what the other one holds.
    for (const schema of models.map(schemaOf).sort()) await untilAlone(db, schema, options.signal);
    const refolds = new Map<ReadModel, readonly Refold[]>();
    for (const model of models) {
      const schema = schemaOf(model);
      const waiting = await parkedSince(db, schema);
      refolds.set(
        model,
        storesOf(schema, model).map((store) => new Refold(store, waiting)),
      );
    }
    const all = [...refolds.values()].flat();
    for await (const event of theirs) for (const refold of all) refold.touch(event);
    const through = await read(log, 0n, all, options);
    const forgotten = new Map<string, number>();
    for (const [model, some] of refolds) {
      await dropOtherVersions(db, model);
      let from = through;
      while (!(await write(log, db, model, { refolds: some, through: from, ...options }))) {
        from = await read(log, 0n, some, options);
      }
      for (const { store, size } of some) {
        forgotten.set(`${schemaOf(model)}.${store.projection.table}`, size);
      }
    }
    await db.query('VACUUM pg_catalog.pg_statistic');
    return forgotten;
  });
}

/** Asks again and again instead of waiting in line, where nobody hears that it is to stop. */
async function untilAlone(db: ClientBase, schema: string, signal?: AbortSignal): Promise<void> {
  const text = `SELECT pg_try_advisory_lock(${lockKey('$1')}) AS alone`;
  while (!(await db.query<{ alone: boolean }>(text, [schema])).rows[0]!.alone) {
    await delay(rebuildLookMs, undefined, signal && { signal });
  }
}

/** Folds what is behind `after`, up to the head or exactly to `until`; answers how far it came. */
async function read(
  log: EventLog,
  after: bigint,
  refolds: readonly Refold[],
  { until, signal, onProgress }: ForgetOptions & { until?: bigint },
): Promise<bigint> {
  const concerned = refolds.filter(({ size }) => size > 0);
  const types = [...new Set(concerned.flatMap(({ store }) => store.projection.types))];
  const total = Number(await log.head());
  let through = after;
  let events = 0;
  if (types.length === 0 || (until !== undefined && until <= after)) return until ?? after;
  for await (const page of log.feed({ after, types, pageSize, untilHead: true })) {
    signal?.throwIfAborted();
    for (const event of page.events) {
      if (until !== undefined && event.position > until) return until;
      for (const refold of concerned) refold.fold(event);
    }
    events += page.events.length;
    through = page.through;
    onProgress?.({ events, total });
    if (until !== undefined && through >= until) return until;
  }
  return until ?? through;
}

type Writing = ForgetOptions & Readonly<{ refolds: readonly Refold[]; through: bigint }>;

/**
 * In one transaction with where the table stands: live running goes on behind it.
 * @returns false when parked rows were tried again meanwhile: they are to be folded anew
 */
async function write(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  { refolds, through, ...options }: Writing,
): Promise<boolean> {
  const schema = schemaOf(model);
  const touched = refolds.filter(({ size }) => size > 0);
  if (touched.length === 0) return true;
  // Pages read while they were still readable have been applied when it has come so far.
  while (((await positionIn(db, schema)) ?? through) < through) {
    await delay(lookMs, undefined, options.signal && { signal: options.signal });
  }
  const isWritten = await transaction(db, async () => {
    await db.query(givingBack());
    const served = await positionIn(db, schema, 'FOR UPDATE');
    if (served === null) return true;
    // Whoever tries parked rows again holds the same place.
    const waiting = await parkedSince(db, schema);
    if (touched.some((refold) => refold.waitsAt() !== refold.waitsAt(waiting))) {
      for (const refold of touched) refold.again(waiting);
      return false;
    }
    await read(log, through, touched, { ...options, until: served });
    for (const refold of touched) await refold.write(db);
    return true;
  });
  if (!isWritten) return false;
  for (const refold of touched) await refold.vacuum(db, schema);
  return true;
}

const whyAnew =
  'what it had read was dropped when a person was erased: it goes on from the beginning of the log';

/** Versions that are not served any more would show them for ever. */
async function dropOtherVersions(db: ClientBase, model: ReadModel): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ $1 AND nspname <> $2`,
    [`^${model.name}_v\\d+(_[a-z0-9]+)?$`, schemaOf(model)],
  );
  for (const { name } of rows) {
    // Switched a moment ago, its last readers may still hold it: dropped a little later.
    await dropShown(db, name, name === oldSchemaOf(model) ? 30_000 : 10_000);
  }
}

/** Tables that show whom nobody can take out of them; whoever builds them begins anew. */
export async function dropShown(db: ClientBase, schema: string, patienceMs = 10_000) {
  const unfinished = schema.match(/^(.*)_next$/)?.[1];
  if (unfinished) await beginsAnew(db, unfinished, whyAnew);
  await dropPatiently(db, schema, patienceMs);
  await removeCheckpoint(db, schema);
}
