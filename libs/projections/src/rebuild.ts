/**
 * Builds read models anew from the log beside the serving ones, then switches in one
 * transaction. What was begun is a row in the database: it can be paused, gone on with or thrown
 * away, by whoever looks at it and wherever it runs; a crash loses the last segment at most.
 */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { inTransaction, transaction, withOwnConnection } from '@taizhang/platform/database';
import type { ClientBase, Pool } from 'pg';
import {
  buildOf,
  createBuild,
  endBuild,
  holdsWork,
  lockKey,
  shapeOf,
  takeUp,
  unfinishedBuilds,
  wishOf,
  type Build,
} from './build-record';
import { buildTables, type BuildOptions } from './build-tables';
import { BuildWatch, RebuildCancelled, RebuildPaused, type WatchOptions } from './build-watch';
import { compareWithServed, type BeingErased, type Comparison } from './compare';
import { reasonOf } from './failure';
import { dropSchema, nextSchemaOf, removeCheckpoint, schemaExists, servedPosition } from './schema';
import { bringUpToHead, switchTo } from './switch';

export type RebuildOptions = WatchOptions &
  BuildOptions &
  Readonly<{
    /** Compare with what is served and keep that, instead of switching. */
    compare?: boolean;
    /** Rows that they touch are not compared: nobody has folded them again yet. */
    beingErased?: BeingErased;
    /**
     * Paused by its own signal it counts as interrupted: whoever works next goes on unasked, as
     * after a crash. For processes that are stopped to be started again.
     */
    goesOnByItself?: boolean;
    /** Told once it is certain that it begins. */
    onBegun?: (build: Build) => void;
  }>;

export type Rebuilt = Readonly<{
  events: number;
  /** Those of them that no earlier run had read. */
  eventsNow: number;
  seconds: number;
  comparisons: ReadonlyMap<string, Comparison>;
}>;

/** Somebody else is at work on the same read model. */
export class RebuildRunning extends Error {
  constructor(readonly readModel: string) {
    super(`${readModel} is being rebuilt, rolled back or cleared of somebody erased already`);
  }
}

/** Beginning anew would throw away what an unfinished build has computed. */
export class RebuildUnfinished extends Error {
  constructor(readonly build: Build) {
    const { schemas, saved, total, state } = build;
    super(
      `A rebuild of ${schemas.join(', ')} is unfinished (${state}): ` +
        `${saved} of ${total} events are in its tables`,
    );
  }
}

/** There is nothing to go on with, or this code cannot. */
export class RebuildNotResumable extends Error {}

/**
 * Rebuilds all of `models` from one reading of the log. Each is switched by itself: cancelled
 * while switching, those before serve anew and the rest as before.
 * @throws RebuildRunning, RebuildUnfinished, RebuildCancelled, RebuildPaused
 */
export const rebuild = (
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  options: RebuildOptions = {},
): Promise<Rebuilt> =>
  withOwnConnection(pool, 'taizhang rebuild', async (db) => {
    for (const model of models) await lock(db, model.name, schemaOf(model));
    for (const build of await unfinishedBuilds(db, models.map(schemaOf))) {
      if (holdsWork(build)) throw new RebuildUnfinished(build);
      await endBuild(db, build, 'cancelled', build.message);
    }
    const total = Number(await log.head());
    const build = await createBuild(db, models, { compare: options.compare ?? false, total });
    return work(log, pool, db, models, build, options);
  });

/**
 * Goes on where a build was paused, killed or failed, with the code of now.
 * @param known every read model of this code, among them those of the build
 * @throws RebuildRunning, RebuildNotResumable, and as `rebuild`
 */
export const resumeRebuild = (
  log: EventLog,
  pool: Pool,
  known: readonly ReadModel[],
  { id, schemas }: Build,
  options: Omit<RebuildOptions, 'compare'> = {},
): Promise<Rebuilt> =>
  withOwnConnection(pool, 'taizhang rebuild', async (db) => {
    for (const schema of schemas) await lock(db, schema, schema);
    const build = await buildOf(db, id);
    if (!build || !isResumable(build)) {
      throw new RebuildNotResumable('This rebuild is over: there is nothing to go on with');
    }
    const models = known.filter((model) => schemas.includes(schemaOf(model)));
    if (models.length < schemas.length) {
      throw new RebuildNotResumable(
        `Not all of ${schemas.join(', ')} are read models of this program: ` +
          'go on with it where they are, or throw it away',
      );
    }
    if (shapeOf(models) !== build.shape) {
      throw new RebuildNotResumable(
        `The tables of ${schemas.join(', ')} look different in this code: ` +
          'throw the unfinished rebuild away and begin anew',
      );
    }
    return work(log, pool, db, models, await takeUp(db, build), options);
  });

export const isResumable = ({ state }: Build) =>
  state === 'paused' || state === 'interrupted' || state === 'failed';

/** Throws away what a build that nobody works on has computed. @throws RebuildRunning */
export const discardRebuild = (pool: Pool, { id, schemas }: Build): Promise<void> =>
  withOwnConnection(pool, 'taizhang discard', async (db) => {
    for (const schema of schemas) await lock(db, schema, schema);
    const build = await buildOf(db, id);
    // Over since it was looked at: what lies there now is of another one.
    if (build && isResumable(build)) await discard(db, build);
  });

/**
 * Cancels a build, whoever works on it.
 * @returns whether it was asked of somebody who works on it, and is not over yet
 * @throws RebuildRunning where somebody holds one of its read models for something else
 */
export async function cancelRebuild(pool: Pool, build: Build): Promise<boolean> {
  if (await wishOf(pool, build, 'cancel')) return true;
  try {
    await discardRebuild(pool, build);
    return false;
  } catch (error) {
    const now = error instanceof RebuildRunning && (await buildOf(pool, build.id));
    // Held for something else, e.g. to roll back.
    if (!now || isResumable(now)) throw error;
    // Somebody has gone on with it in this moment.
    return wishOf(pool, now, 'cancel');
  }
}

export type CancelledBuilds = Readonly<{
  /** Nobody worked on them. */
  cancelled: readonly Build[];
  /** Whoever works on them was asked to end. */
  asked: readonly Build[];
  /** Somebody holds them for something else, and nothing was done. */
  held: readonly Readonly<{ build: Build; why: string }>[];
}>;

/** Each for itself: what is held for something else keeps nobody from cancelling the others. */
export async function cancelRebuilds(
  pool: Pool,
  builds: readonly Build[],
): Promise<CancelledBuilds> {
  const [cancelled, asked]: [Build[], Build[]] = [[], []];
  const held: CancelledBuilds['held'][number][] = [];
  for (const build of builds) {
    try {
      const isAsked = await cancelRebuild(pool, build);
      (isAsked ? asked : cancelled).push(build);
    } catch (error) {
      if (!(error instanceof RebuildRunning)) throw error;
      held.push({ build, why: error.message });
    }
  }
  return { cancelled, asked, held };
}

/** Held until the connection ends, however that comes. */
export async function lock(db: ClientBase, name: string, schema: string): Promise<void> {
  const { rows } = await db.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${lockKey('$1')}) AS locked`,
    [schema],
  );
  if (!rows[0]!.locked) throw new RebuildRunning(name);
}

async function work(
  log: EventLog,
  pool: Pool,
  db: ClientBase,
  models: readonly ReadModel[],
  build: Build,
  options: RebuildOptions,
): Promise<Rebuilt> {
  const started = performance.now();
  const watch = new BuildWatch(pool, build, options);
  try {
    options.onBegun?.(build);
    const events =
      build.phase === 'switching'
        ? build.saved
        : await buildTables({ log, db, models, build, watch, options });
    const comparisons = new Map<string, Comparison>();
    for (const model of models) {
      watch.stopIfLeaving();
      // Gone on with, those that were switched already are done.
      if (!(await schemaExists(db, nextSchemaOf(model)))) continue;
      const comparison = await finish(log, db, model, { ...options, build, watch });
      if (comparison) comparisons.set(model.name, comparison);
    }
    await watch.end();
    await discard(db, build, 'done');
    const seconds = (performance.now() - started) / 1000;
    return { events, eventsNow: events - build.saved, seconds, comparisons };
  } catch (error) {
    await watch.end();
    await db.query('ROLLBACK').catch(() => undefined);
    const leaves = error instanceof RebuildPaused && options.pause?.aborted;
    if (!(leaves && options.goesOnByItself)) await stop(pool, db, build, error);
    throw error;
  }
}

type Finishing = Pick<RebuildOptions, 'beingErased'> &
  Readonly<{ build: Build; watch: BuildWatch }>;

async function finish(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  { build, watch, beingErased }: Finishing,
): Promise<Comparison | undefined> {
  const next = nextSchemaOf(model);
  const reached = await bringUpToHead(log, db, model, next, watch.leaving);
  watch.stopIfLeaving();
  if (build.compare && (await servedPosition(db, model)) !== null) {
    return compareWithServed(log, db, model, { reached, build, watch, beingErased });
  }
  await switchTo(log, db, model, next, { reached, watch });
  return undefined;
}

/** Removes what was built and not switched in. */
async function discard(
  db: ClientBase,
  build: Build,
  state: 'done' | 'cancelled' = 'cancelled',
): Promise<void> {
  await transaction(db, async () => {
    for (const schema of build.schemas) {
      await db.query(dropSchema(`${schema}_next`));
      await removeCheckpoint(db, `${schema}_next`);
    }
    await endBuild(db, build, state);
  });
}

/** Writes down why it goes on no further. Nobody is told twice: the reason is thrown as well. */
async function stop(pool: Pool, db: ClientBase, build: Build, error: unknown): Promise<void> {
  if (error instanceof RebuildCancelled && (await succeeds(discard(db, build)))) return;
  await succeeds(
    inTransaction(pool, async (other) => {
      // Somebody else may work on it by now, if our connection and the lock with it are gone.
      const now = await buildOf(other, build.id);
      if (now?.runs !== build.runs) return;
      const state = error instanceof RebuildPaused ? 'paused' : 'failed';
      await endBuild(other, build, state, state === 'failed' ? reasonOf(error) : null);
    }),
  );
}

const succeeds = (work: Promise<void>) =>
  work.then(
    () => true,
    () => false,
  );
