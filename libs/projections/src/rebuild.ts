/**
 * Builds read models anew from the log beside the serving ones, then switches in one
 * transaction: nobody ever sees a half-built table. Cancelling leaves everything as it was.
 */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import type { Pool, PoolClient } from 'pg';
import { applyEvents, storesOf } from './apply';
import { compareTables, type Comparison } from './compare';
import { FoldBuffer } from './fold-buffer';
import { createIndexes, createTables, nextSchemaOf, positionIn } from './schema';
import type { TableStore } from './table-store';
import { inTransaction } from './transaction';

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

const pageSize = 5_000;
const rowsInMemoryDefault = 400_000;

/**
 * Rebuilds all of `models` from one reading of the log.
 * @throws RebuildRunning, RebuildCancelled
 */
export async function rebuild(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const started = performance.now();
  const db = await pool.connect();
  try {
    await lockAll(db, models);
    for (const model of models) await createTables(db, nextSchemaOf(model), model);
    const { events, through } = await foldAll(log, db, models, options);
    const comparisons = new Map<string, Comparison>();
    for (const model of models) {
      stopIfCancelled(options);
      await createIndexes(db, nextSchemaOf(model), model);
      const comparison = await finish(log, pool, model, through, options);
      if (comparison) comparisons.set(model.name, comparison);
    }
    return { events, seconds: (performance.now() - started) / 1000, comparisons };
  } finally {
    for (const model of models) {
      await db.query(`DROP SCHEMA IF EXISTS ${nextSchemaOf(model)} CASCADE`).catch(() => undefined);
    }
    await db.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    db.release();
  }
}

async function lockAll(db: PoolClient, models: readonly ReadModel[]): Promise<void> {
  for (const model of models) {
    const { rows } = await db.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(hashtextextended('rebuild ' || $1, 0)) AS locked`,
      [schemaOf(model)],
    );
    if (!rows[0]!.locked) throw new RebuildRunning(model.name);
  }
}

const stopIfCancelled = ({ signal }: RebuildOptions) => {
  if (signal?.aborted) throw new RebuildCancelled();
};

async function foldAll(
  log: EventLog,
  db: PoolClient,
  models: readonly ReadModel[],
  options: RebuildOptions,
) {
  const { onProgress, rowsInMemoryMax = rowsInMemoryDefault } = options;
  const buffers = models.flatMap((model) => {
    const schema = nextSchemaOf(model);
    return storesOf(schema, model).map((store) => new FoldBuffer(store, schema, rowsInMemoryMax));
  });
  // Positions are gapless per adapter or nearly so; as a total for people they do.
  const total = Number(await log.head());
  const meter = meterOf(total);
  let events = 0;
  let through = 0n;
  for await (const page of log.feed({ after: 0n, pageSize, untilHead: true })) {
    stopIfCancelled(options);
    for (const buffer of buffers) await buffer.fold(db, page.events);
    events += page.events.length;
    through = page.through;
    onProgress?.(meter('reading', events));
  }
  onProgress?.(meter('writing', events));
  for (const buffer of buffers) {
    stopIfCancelled(options);
    await buffer.finish(db);
  }
  onProgress?.(meter('switching', events));
  return { events, through };
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

/** Catches up twice: first beside the running system, then, briefly, with its checkpoint held. */
async function finish(
  log: EventLog,
  pool: Pool,
  model: ReadModel,
  built: bigint,
  options: RebuildOptions,
): Promise<Comparison | undefined> {
  const schema = schemaOf(model);
  const next = storesOf(nextSchemaOf(model), model);
  const nearly = await inTransaction(pool, (db) => catchUp(log, db, next, built, null));
  const outcome = await inTransaction(pool, async (db) => {
    await db.query('SELECT FROM projections.checkpoints WHERE read_model = $1 FOR UPDATE', [
      schema,
    ]);
    const served = await positionIn(db, schema);
    // Never show less than was shown: read on until where the serving version stands.
    const position = await catchUp(log, db, next, nearly, served);
    stopIfCancelled(options);
    if (options.compare && served !== null) {
      await catchUp(log, db, storesOf(schema, model), served, position);
      await setCheckpoint(db, schema, position);
      return compareTables(db, model);
    }
    await switchIn(db, model, position);
    return undefined;
  });
  // The old tables wait for queries in flight; the new ones serve already.
  if (!outcome) await pool.query(`DROP SCHEMA IF EXISTS ${schema}_old CASCADE`);
  return outcome;
}

async function switchIn(db: PoolClient, model: ReadModel, position: bigint): Promise<void> {
  const schema = schemaOf(model);
  await db.query(`DROP SCHEMA IF EXISTS ${schema}_old CASCADE`);
  const { rows } = await db.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rows.length > 0) await db.query(`ALTER SCHEMA ${schema} RENAME TO ${schema}_old`);
  await db.query(`ALTER SCHEMA ${nextSchemaOf(model)} RENAME TO ${schema}`);
  await setCheckpoint(db, schema, position);
}

const setCheckpoint = (db: PoolClient, schema: string, position: bigint) =>
  db.query(
    `INSERT INTO projections.checkpoints (read_model, position) VALUES ($1, $2)
     ON CONFLICT (read_model) DO UPDATE SET position = $2, updated_at = now()`,
    [schema, position],
  );

/**
 * Applies what came since `from`, up to the head or, when `exactly` is given, up to exactly
 * there, so that both versions have seen the same events.
 */
async function catchUp(
  log: EventLog,
  db: PoolClient,
  stores: readonly TableStore[],
  from: bigint,
  exactly: bigint | null,
): Promise<bigint> {
  let position = from;
  if (exactly !== null && exactly <= from) return position;
  for await (const page of log.feed({ after: from, pageSize, untilHead: true })) {
    const events =
      exactly === null ? page.events : page.events.filter((event) => event.position <= exactly);
    await applyEvents(db, stores, events);
    position = exactly === null || page.through < exactly ? page.through : exactly;
    if (exactly !== null && page.through >= exactly) break;
  }
  return position;
}
