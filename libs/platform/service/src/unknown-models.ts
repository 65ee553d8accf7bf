/**
 * What another release left in the database, and this one has no code for, shows somebody erased
 * as well. Nobody here can fold its rows again: it goes as a whole, and a release that has the code
 * builds it anew.
 */
import type { PrivacyEvent } from '@taizhang/contracts/intake';
import { Poison, type EventLog, type ReadModel } from '@taizhang/kernel';
import { seenSubscribers } from '@taizhang/platform/subscribers';
import { dropUnknown, unknownTables, type UnknownTables } from '@taizhang/projections';
import type { Pool } from 'pg';
import { yetToForget, type Erasure } from './carried-out';
import { knownReadModels } from './known-read-models';

type Parts = Readonly<{ log: EventLog; pool: Pool; models: readonly ReadModel[] }>;

export type UnknownModel = UnknownTables &
  Readonly<{
    /** By a process that is heard of: of the release that has the code. */
    served: boolean;
  }>;

/**
 * What lies in the database of read models that this release does not have.
 * @param ours those of this process, beside all that are known
 */
export async function unknownModels(
  pool: Pool,
  ours: readonly ReadModel[],
): Promise<readonly UnknownModel[]> {
  const unknown = await unknownTables(pool, [...knownReadModels, ...ours.map(({ name }) => name)]);
  if (unknown.length === 0) return [];
  const seen = await seenSubscribers(pool);
  const alive = new Set(seen.flatMap(({ name, state }) => (state === 'silent' ? [] : name)));
  return unknown.map((tables) => ({ ...tables, served: alive.has(tables.serving) }));
}

/** @throws while another release serves them, which forgets in them by itself */
export async function dropUnknownShowing(
  { log, pool, models }: Parts,
  erased: readonly Erasure[],
): Promise<void> {
  const unknown = await unknownModels(pool, models);
  const serving = [...new Set(unknown.map((tables) => tables.serving))];
  const showing = new Set<string>();
  for (const [personId, schemas] of await yetToForget(pool, erased, serving)) {
    // Built since it was complete they show nothing, e.g. those of a release to come.
    if (await isComplete(log, personId)) continue;
    for (const schema of schemas) showing.add(schema);
  }
  const reached = unknown.filter((tables) => showing.has(tables.serving));
  if (reached.length === 0) return;
  const kept = reached.find(({ served }) => served);
  if (kept) throw new Error(`another release serves ${kept.serving}, and forgets in it`);
  await dropUnknown(pool, reached);
}

async function isComplete(log: EventLog, personId: string): Promise<boolean> {
  try {
    const told = (await log.readStream(personId)) as readonly Pick<PrivacyEvent, 'type'>[];
    const last = told.findLast(
      ({ type }) => type === 'PersonErased' || type === 'ErasureCompleted',
    );
    return last?.type === 'ErasureCompleted';
  } catch (error) {
    if (error instanceof Poison) return false;
    throw error;
  }
}
