/**
 * What another release left in the database, and this one has no code for, shows somebody erased
 * as well. Nobody here can fold its rows again: it goes as a whole, and a release that has the code
 * builds it anew.
 */
import type { PrivacyEvent } from '@taizhang/contracts/intake';
import { Poison, type EventLog, type ReadModel } from '@taizhang/kernel';
import { seenSubscribers } from '@taizhang/platform/subscribers';
import { dropUnknown, unknownTables } from '@taizhang/projections';
import type { Pool } from 'pg';
import { yetToForget, type Erasure } from './carried-out';
import { knownReadModels } from './known-read-models';

type Parts = Readonly<{ log: EventLog; pool: Pool; models: readonly ReadModel[] }>;

/** @throws while another release serves them, which forgets in them by itself */
export async function dropUnknownShowing(
  { log, pool, models }: Parts,
  erased: readonly Erasure[],
): Promise<void> {
  const known = [...knownReadModels, ...models.map(({ name }) => name)];
  const unknown = await unknownTables(pool, known);
  const serving = [...new Set(unknown.map((tables) => tables.serving))];
  const showing = new Set<string>();
  for (const [personId, schemas] of await yetToForget(pool, erased, serving)) {
    // Built since it was complete they show nothing, e.g. those of a release to come.
    if (await isComplete(log, personId)) continue;
    for (const schema of schemas) showing.add(schema);
  }
  if (showing.size === 0) return;
  for (const { name, state } of await seenSubscribers(pool)) {
    if (state === 'silent' || !showing.has(name)) continue;
    throw new Error(`another release serves ${name}, and forgets in it`);
  }
  await dropUnknown(
    pool,
    unknown.filter((tables) => showing.has(tables.serving)),
  );
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
