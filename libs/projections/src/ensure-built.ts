/** Before anything is served: every read model exists in the version that the code expects. */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { unfinishedBuilds } from './build-record';
import { RebuildPaused, type Progress } from './build-watch';
import { dropOutdated, outdatedOf } from './kept-versions';
import {
  RebuildNotResumable,
  RebuildRunning,
  discardRebuild,
  rebuild,
  resumeRebuild,
} from './rebuild';
import { migrateProjections, servedPositions } from './schema';

const lookAgainMs = 250;

export type EnsureOptions = Readonly<{
  onProgress?: (progress: Progress) => void;
  /** Stops for now; the next start goes on with what was saved. */
  pause?: AbortSignal;
  /** Told what was done besides building, in sentences for operators. */
  say?: (line: string) => void;
}>;

/**
 * Builds what is missing, e.g. after a read model was added or its version was raised, goes on
 * with what an earlier start did not finish, and waits for what another process is building. Of
 * older versions one is kept. Answers what was missing.
 */
export async function ensureBuilt(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  options: EnsureOptions = {},
): Promise<readonly string[]> {
  await migrateProjections(pool);
  const missing = await missingOf(pool, models);
  for (let left = missing; left.length > 0; left = await missingOf(pool, missing)) {
    try {
      await buildOne(log, pool, { missing: left, models }, options);
    } catch (error) {
      if (!(error instanceof RebuildRunning)) throw error;
      // Whoever builds it may take long, and need not end for our sake.
      if (options.pause?.aborted) throw new RebuildPaused('Nobody waits for the build any more');
      await delay(lookAgainMs);
    }
  }
  // Nobody needs them gone: what is at work on them is left alone, and the next start looks again.
  for (const outdated of await outdatedOf(pool, models).catch(() => [])) {
    const gone = await dropOutdated(pool, outdated).catch(() => []);
    if (gone.length > 0) options.say?.(`dropped ${gone.join(', ')}: older than the version before`);
  }
  return missing.map(({ name }) => name);
}

type Wanted = Readonly<{ missing: readonly ReadModel[]; models: readonly ReadModel[] }>;

async function buildOne(
  log: EventLog,
  pool: Pool,
  { missing, models }: Wanted,
  { onProgress, pause, say }: EnsureOptions,
): Promise<void> {
  const options = { ...(onProgress && { onProgress }), ...(pause && { pause }) };
  const known = models.map(schemaOf);
  const [begun] = await unfinishedBuilds(pool, missing.map(schemaOf));
  if (!begun) return void (await rebuild(log, pool, missing, options));
  // Some of what it builds may serve already: it was killed between two switches.
  if (begun.schemas.every((schema) => known.includes(schema))) {
    say?.(`going on with the build of ${begun.schemas.join(', ')} at event ${begun.saved}`);
    try {
      return void (await resumeRebuild(log, pool, models, begun, options));
    } catch (error) {
      if (!(error instanceof RebuildNotResumable)) throw error;
    }
  }
  // What other code began, or somebody on tables that are gone by now, is of no use to anybody.
  await discardRebuild(pool, begun);
}

async function missingOf(pool: Pool, models: readonly ReadModel[]): Promise<ReadModel[]> {
  const served = await servedPositions(pool, models);
  return models.filter((model) => !served.has(schemaOf(model)));
}
