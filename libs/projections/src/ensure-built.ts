/** Before anything is served: every read model exists in the version that the code expects. */
import type { EventLog, ReadModel } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { rebuild, type Progress } from './rebuild';
import { migrateProjections, servedPosition } from './schema';

/** Builds what is missing, e.g. after a read model was added or its version was raised. */
export async function ensureBuilt(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  onProgress?: (progress: Progress) => void,
): Promise<readonly string[]> {
  await migrateProjections(pool);
  const missing: ReadModel[] = [];
  for (const model of models) {
    if ((await servedPosition(pool, model)) === null) missing.push(model);
  }
  if (missing.length > 0) await rebuild(log, pool, missing, onProgress ? { onProgress } : {});
  return missing.map(({ name }) => name);
}
