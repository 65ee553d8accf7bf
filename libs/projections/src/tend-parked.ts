/** Tries parked keys again when somebody asks for it, and once when the program starts. */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { requestRetry, retriesWanted, servedSchemas } from './parked-list';
import { retryParked } from './retry-parked';

/** How soon a retry that another process asked for is seen. */
const lookMs = 1_000;

/**
 * Until the signal aborts. A program that starts may be another release than the one that parked,
 * so everything is tried once; what is still not understood stays where it is.
 */
export async function tendParked(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  signal: AbortSignal,
): Promise<void> {
  const fresh = new Set(models.map(schemaOf));
  while (!signal.aborted) {
    // The database may be away; what is wanted is wanted still when it is back.
    await lookOnce(log, pool, models, { fresh, signal }).catch(() => undefined);
    await delay(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

type Look = Readonly<{
  /** Schemas that were not tried yet since the start. */
  fresh: Set<string>;
  signal: AbortSignal;
}>;

async function lookOnce(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  { fresh, signal }: Look,
): Promise<void> {
  const served = new Set(await servedSchemas(pool));
  for (const model of models) {
    if (!served.has(schemaOf(model))) continue;
    // One whose tables are out of order keeps no other from being tried.
    await retryWanted(log, pool, model, { fresh, signal }).catch(() => undefined);
  }
}

async function retryWanted(
  log: EventLog,
  pool: Pool,
  model: ReadModel,
  { fresh, signal }: Look,
): Promise<void> {
  const schema = schemaOf(model);
  if (fresh.has(schema)) await requestRetry(pool, schema);
  fresh.delete(schema);
  for (const ref of await retriesWanted(pool, schema)) {
    if (signal.aborted) return;
    // What is wanted is wanted still at the next look; the others need not wait for it.
    await retryParked(log, pool, model, ref).catch(() => undefined);
  }
}
