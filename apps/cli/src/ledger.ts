/** The ledger as the command line opens it. */
import { systemClock, type StoredLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { readConfig } from '@taizhang/platform/config';
import { logStoreOf, openLedger as openLog, openStoredLog } from '@taizhang/platform/ledger';
import type { GuardedLog, Vault } from '@taizhang/vault';
import type { Pool } from 'pg';
import { CommandFailed } from './command';

export type Ledger = Readonly<{
  log: GuardedLog;
  /** Events as they lie in the store. */
  stored: StoredLog;
  /** The keys of persons. */
  vault: Vault;
  pool: Pool;
  close(): Promise<void>;
}>;

export type LedgerPlace = Readonly<{
  databaseUrl: string;
  /** Holds the master key of the personal data, unless configuration gives it. */
  dataDir: string;
  masterKey?: string;
}>;

/** @throws CommandFailed when the database cannot be used */
export async function openLedger({
  databaseUrl,
  dataDir,
  masterKey,
}: LedgerPlace): Promise<Ledger> {
  const pool = openPool(databaseUrl, { max: 16 });
  try {
    await reach(pool);
    const ledger = await openLog({
      pool,
      dataDir,
      masterKey,
      store: logStoreOf(readConfig(process.env)),
    });
    const close = async () => {
      await ledger.close();
      await pool.end();
    };
    const { stored, vault } = ledger;
    return { log: ledger.log(systemClock), stored, vault, pool, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The configured log below contracts and keys: needs no master key. */
export async function openStored({
  databaseUrl,
}: Pick<LedgerPlace, 'databaseUrl'>): Promise<
  Readonly<{ stored: StoredLog; pool: Pool; close(): Promise<void> }>
> {
  const pool = openPool(databaseUrl, { max: 8 });
  try {
    await reach(pool);
    const log = await openStoredLog(pool, logStoreOf(readConfig(process.env)));
    const close = async () => {
      await log.close();
      await pool.end();
    };
    return { stored: log.stored, pool, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function reach(pool: Pool) {
  await pool.query('SELECT 1').catch((error: Error & { code?: string }) => {
    const why = error.message || error.code;
    throw new CommandFailed(
      `The database cannot be used (${why}). See that it runs and takes connections (npm start ` +
        'brings one along), or set DATABASE_URL.',
    );
  });
}
