/**
 * Builds read models anew from the log beside the serving ones, then switches in one
 * transaction: nobody ever sees a half-built table. Cancelling leaves everything as it was.
 */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import type { ClientBase, Pool } from 'pg';
import { storesOf } from './apply';
import { catchUp } from './catch-up';
import { compareWithServed, type Comparison } from './compare';
import { withOwnConnection } from './own-connection';
import {
  createTables,
  dropOld,
  dropSchema,
  nextSchemaOf,
  oldSchemaOf,
  positionIn,
  servedPosition,
  setCheckpoint,
} from './schema';
import { TableBuild } from './table-build';
import { inTransaction, transaction } from './transaction';

export type Progress = Readonly<{
  phase: 'reading' | 'writing' | 'switching';
  events: number;
  /** Events in the log when the reading began. */
  total: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
}>;

export type RebuildOptions = Readonly<{
  /** Compare with what is served and keep that, instead of switching. */
  compare?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Rows of one table held in memory before they spill into the table. */
  rowsInMemoryMax?: number;
}>;

export type Rebuilt = Readonly<{
  events: number;
  seconds: number;
  comparisons: ReadonlyMap<string, Comparison>;
}>;

/** Somebody else is rebuilding the same read model. */
export class RebuildRunning extends Error {
  constructor(readonly readModel: string) {
    super(`${readModel} is being rebuilt already`);
  }
}

export class RebuildCancelled extends Error {}

// Small enough that its events are gone before the garbage collector would have to keep them.
const pageSize = 2_000;
const rowsInMemoryDefault = 100_000;

/**
 * Rebuilds all of `models` from one reading of the log. Each is switched by itself: cancelled
 * while switching, those before serve anew and the rest as before.
 * @throws RebuildRunning, RebuildCancelled, FoldFailed
 */
export async function rebuild(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const started = performance.now();
  return withOwnConnection(pool, 'taizhang rebuild', async (db) => {
    for (const model of models) await lock(db, model);
    try {
      // Until the tables are complete, no trace of them outlives a failure of any kind.
      const built = await transaction(db, () => build(log, db, models, options));
      const comparisons = new Map<string, Comparison>();
      for (const model of models) {
        stopIfCancelled(options);
        const comparison = await finish(log, db, model, built.through, options);
        if (comparison) comparisons.set(model.name, comparison);
      }
      const seconds = (performance.now() - started) / 1000;
      return { events: built.events, seconds, comparisons };
    } finally {
      for (const model of models) await discard(pool, db, model);
    }
  });
}

const lockKey = `hashtextextended('rebuild ' || $1, 0)`;

/** Held until the connection ends, however that comes. */
async function lock(db: ClientBase, model: ReadModel): Promise<void> {
  const { rows } = await db.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${lockKey}) AS locked`,
    [schemaOf(model)],
  );
  if (!rows[0]!.locked) throw new RebuildRunning(model.name);
}

/** Removes what was built and not switched in. */
async function discard(pool: Pool, db: ClientBase, model: ReadModel): Promise<void> {
  const drop = dropSchema(nextSchemaOf(model));
  const failure = await db.query(drop).then(
    () => undefined,
    (error: Error) => error,
  );
  if (!failure) return;
  // Our connection is gone and the lock with it: it may be the next rebuild's by now.
  await inTransaction(pool, async (other) => {
    const { rows } = await other.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_xact_lock(${lockKey}) AS locked`,
      [schemaOf(model)],
    );
    if (rows[0]!.locked) await other.query(drop);
  }).catch(() => undefined);
}

const stopIfCancelled = ({ signal }: RebuildOptions) => {
  if (signal?.aborted) throw new RebuildCancelled('The rebuild was cancelled');
};

async function build(
  log: EventLog,
  db: ClientBase,
  models: readonly ReadModel[],
  options: RebuildOptions,
) {
  const { onProgress, rowsInMemoryMax = rowsInMemoryDefault } = options;
  for (const model of models) await createTables(db, model);
  const builds = models
    .flatMap((model) => storesOf(nextSchemaOf(model), model))
    .map((store) => new TableBuild(store, rowsInMemoryMax));
  const byType = buildsByType(builds);
  // Positions are gapless per adapter or nearly so; as a total for people they do.
  const total = Number(await log.head());
  const meter = meterOf(total);
  let events = 0;
  let through = 0n;
  for await (const page of log.feed({ after: 0n, pageSize, untilHead: true })) {
    stopIfCancelled(options);
    for (const event of page.events) {
      for (const build of byType.get(event.type) ?? []) build.fold(event);
    }
    events += page.events.length;
    through = page.through;
    for (const build of builds) await build.endPage(db, Math.max(0.001, events / total));
    onProgress?.(meter('reading', events));
  }
  onProgress?.(meter('writing', events));
  for (const build of builds) {
    stopIfCancelled(options);
    await build.finish(db);
  }
  onProgress?.(meter('switching', events));
  return { events, through };
}

function buildsByType(builds: readonly TableBuild[]): ReadonlyMap<string, readonly TableBuild[]> {
  const types = new Set(builds.flatMap(({ projection }) => projection.types));
  const concerned = (type: string) =>
    builds.filter(({ projection }) => projection.types.includes(type));
  return new Map([...types].map((type) => [type, concerned(type)]));
}

function meterOf(total: number) {
  const started = performance.now();
  return (phase: Progress['phase'], events: number): Progress => {
    const seconds = (performance.now() - started) / 1000;
    const eventsPerSecond = seconds > 0 ? Math.round(events / seconds) : 0;
    const left = Math.max(0, total - events);
    const secondsLeft = eventsPerSecond > 0 ? Math.ceil(left / eventsPerSecond) : null;
    return { phase, events, total, eventsPerSecond, secondsLeft };
  };
}

/** Catches up beside the running system; what is left is little. */
async function finish(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  built: bigint,
  options: RebuildOptions,
): Promise<Comparison | undefined> {
  const stores = storesOf(nextSchemaOf(model), model);
  const reached = await transaction(db, () => catchUp(log, db, stores, { from: built }));
  stopIfCancelled(options);
  if (options.compare && (await servedPosition(db, model)) !== null) {
    return compareWithServed(log, db, model, reached);
  }
  await transaction(db, async () => {
    // Held, the checkpoint keeps live running from going on in the tables that are about to go.
    const served = await positionIn(db, schemaOf(model), 'FOR UPDATE');
    // Never show less than was shown: read on until where the serving version stands.
    const position =
      served === null
        ? reached
        : await catchUp(log, db, stores, { from: reached, exactly: served });
    stopIfCancelled(options);
    await switchIn(db, model, position);
  });
  // The new tables serve already; should somebody not let go, the next rebuild drops the old.
  await dropOld(db, model).catch(() => undefined);
  return undefined;
}

async function switchIn(db: ClientBase, model: ReadModel, position: bigint): Promise<void> {
  const schema = schemaOf(model);
  const { rows } = await db.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rows.length > 0) await db.query(`ALTER SCHEMA ${schema} RENAME TO ${oldSchemaOf(model)}`);
  await db.query(`ALTER SCHEMA ${nextSchemaOf(model)} RENAME TO ${schema}`);
  await setCheckpoint(db, schema, position);
}
