/** A ledger of its own with read models that are kept up to date, and nobody asking over HTTP. */
import { derivedId, systemClock, type ReadModel } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { openLedger, type Ledger } from '@taizhang/platform/ledger';
import { migrateErasures } from '@taizhang/platform/service';
import { LiveProjections, ensureBuilt } from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Pool } from 'pg';

/** Whom erasures are about. */
export const person = 'customer-1';
export const decision = { ground: 'unlawful', requestedBy: 'authority', reference: 'GR-2026-9' };

export type LiveLedger = Readonly<{
  pool: Pool;
  ledger: Ledger;
  /** To open it once more. */
  masterKey: string;
  log: GuardedLog;
  live: LiveProjections;
  /** Appends one event of a type, to the stream of the person unless told. */
  tell(type: string, data: object, stream?: string): Promise<void>;
  close(): Promise<void>;
}>;

export async function openLiveLedger(models: readonly ReadModel[]): Promise<LiveLedger> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { max: 14 });
  const masterKey = randomBytes(32).toString('base64');
  const ledger = await openLedger({ pool, dataDir: tmpdir(), masterKey });
  const log = ledger.log(systemClock);
  await migrateErasures(pool);
  await ensureBuilt(log, pool, models);
  const live = new LiveProjections(log, pool, models);
  live.start();
  const close = async () => {
    await live.stop();
    await ledger.close();
    await pool.end();
    await database.drop();
  };
  const tell = async (type: string, data: object, stream = person) => {
    const commandId = derivedId('test', type);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const event = {
      ...{ id: derivedId(commandId, '0'), type, version: 1, data, by: 'staff-1' },
      ...{ at: '2026-03-02T01:00:00.000Z', context: { ...ids, channel: 'test', unit: null } },
    };
    await log.append(stream, [event as never], { expected: 'any' });
  };
  return { pool, ledger, masterKey, log, live, tell, close };
}
