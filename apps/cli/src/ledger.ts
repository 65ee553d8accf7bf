/** Where the log of the command line is put together: store, personal data, contracts. */
import { complaintEvents } from '@taizhang/contracts/complaints';
import { intakeEvents } from '@taizhang/contracts/intake';
import { organisationEvents } from '@taizhang/contracts/organisation';
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import { systemClock, type EventLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { guardLog, loadMasterKey, migrateVault, Vault } from '@taizhang/vault';
import type { Pool } from 'pg';
import { CommandFailed } from './command';

export type Ledger = Readonly<{ log: EventLog; pool: Pool; close(): Promise<void> }>;

export type LedgerPlace = Readonly<{
  databaseUrl: string;
  /** Holds the master key of the personal data, unless configuration gives it. */
  dataDir: string;
  masterKey?: string;
}>;

/** @throws CommandFailed when the database cannot be reached */
export async function openLedger({
  databaseUrl,
  dataDir,
  masterKey,
}: LedgerPlace): Promise<Ledger> {
  const pool = openPool(databaseUrl, { max: 16 });
  try {
    await reach(pool);
    await migrateEventLog(pool);
    await migrateVault(pool);
    const vault = await Vault.open(pool, loadMasterKey(dataDir, masterKey));
    const catalogue = { ...organisationEvents, ...intakeEvents, ...complaintEvents };
    const log = guardLog(createPostgresEventLog({ pool, clock: systemClock }), vault, catalogue);
    return { log, pool, close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function reach(pool: Pool) {
  await pool.query('SELECT 1').catch((error: Error & { code?: string }) => {
    const why = error.message || error.code;
    throw new CommandFailed(
      `The database cannot be reached (${why}). Start it (npm start), or set DATABASE_URL.`,
    );
  });
}
