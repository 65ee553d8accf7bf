/** From one set of tables to another, in one transaction: nobody ever sees a half-built table. */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import { transaction } from '@taizhang/platform/database';
import type { ClientBase } from 'pg';
import { storesOf } from './apply';
import type { BuildWatch } from './build-watch';
import { catchUp } from './catch-up';
import {
  dropPatiently,
  goneSchemaOf,
  oldSchemaOf,
  positionIn,
  removeCheckpoint,
  schemaExists,
  setCheckpoint,
} from './schema';
import { givingBack } from './within-time';

/** Reads on beside the running system, from where these tables stand; what is left is little. */
export async function bringUpToHead(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  schema: string,
  signal?: AbortSignal,
): Promise<bigint> {
  return transaction(db, async () => {
    const from = (await positionIn(db, schema)) ?? 0n;
    const reached = await catchUp(log, db, storesOf(schema, model), {
      from,
      ...(signal && { signal }),
    });
    await setCheckpoint(db, schema, reached);
    return reached;
  });
}

/**
 * Lets the tables of `schema`, which stand at `reached`, serve. Those served until now are kept
 * with their position; those kept until now go.
 */
export async function switchTo(
  log: EventLog,
  db: ClientBase,
  model: ReadModel,
  schema: string,
  { reached, watch }: Readonly<{ reached: bigint; watch?: BuildWatch }>,
): Promise<void> {
  await dropPatiently(db, goneSchemaOf(model));
  await transaction(db, async () => {
    await db.query(givingBack());
    // Held, the checkpoint keeps live running from going on in the tables that are about to go.
    const served = await positionIn(db, schemaOf(model), 'FOR UPDATE');
    // Never show less than was shown: read on until where the serving version stands.
    const position =
      served === null
        ? reached
        : await catchUp(log, db, storesOf(schema, model), {
            ...{ from: reached, exactly: served },
            ...(watch && { signal: watch.leaving }),
          });
    watch?.stopIfLeaving();
    await rename(db, model, schema);
    await removeCheckpoint(db, schema);
    await removeCheckpoint(db, oldSchemaOf(model));
    if (served !== null) await setCheckpoint(db, oldSchemaOf(model), served);
    await setCheckpoint(db, schemaOf(model), position);
  });
  // The new tables serve already; should somebody not let go, the next rebuild drops the old.
  await dropPatiently(db, goneSchemaOf(model)).catch(() => undefined);
}

async function rename(db: ClientBase, model: ReadModel, schema: string): Promise<void> {
  const serving = schemaOf(model);
  const [old, gone] = [oldSchemaOf(model), goneSchemaOf(model)];
  if (await schemaExists(db, old)) await db.query(`ALTER SCHEMA ${old} RENAME TO ${gone}`);
  if (await schemaExists(db, serving)) await db.query(`ALTER SCHEMA ${serving} RENAME TO ${old}`);
  await db.query(`ALTER SCHEMA ${schema === old ? gone : schema} RENAME TO ${serving}`);
}
