/**
 * Builds read models anew from the log beside the serving ones, then switches in one
 * transaction: nobody ever sees a half-built table. Cancelling leaves everything as it was.
 */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import type { ClientBase, Pool } from 'pg';
import { storesOf } from './apply';
import { build, stopIfCancelled, type RebuildOptions } from './build-tables';
import { catchUp } from './catch-up';
import { compareWithServed, type Comparison } from './compare';
import { withOwnConnection } from './own-connection';
import {
  dropOld,
  dropSchema,
  nextSchemaOf,
  oldSchemaOf,
  positionIn,
  servedPosition,
  setCheckpoint,
} from './schema';
import { inTransaction, transaction } from './transaction';

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
