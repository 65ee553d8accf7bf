/** Before anything is served: every read model exists in the version that the code expects. */
import type { EventLog, ReadModel } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Progress } from './build-tables';
import { RebuildRunning, rebuild } from './rebuild';
import { migrateProjections, servedPosition } from './schema';

const lookAgainMs = 250;

/**
 * Builds what is missing, e.g. after a read model was added or its version was raised, and waits
 * for what another process is building. Answers what was missing.
 */
export async function ensureBuilt(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  onProgress?: (progress: Progress) => void,
): Promise<readonly string[]> {
  await migrateProjections(pool);
  const missing = await missingOf(pool, models);
  for (let left = missing; left.length > 0; left = await missingOf(pool, missing)) {
    try {
      await rebuild(log, pool, left, onProgress ? { onProgress } : {});
    } catch (error) {
      if (!(error instanceof RebuildRunning)) throw error;
      await delay(lookAgainMs);
    }
  }
  return missing.map(({ name }) => name);
}

async function missingOf(pool: Pool, models: readonly ReadModel[]): Promise<ReadModel[]> {
  const missing: ReadModel[] = [];
  for (const model of models) {
    if ((await servedPosition(pool, model)) === null) missing.push(model);
  }
  return missing;
}
