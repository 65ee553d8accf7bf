/** The one place where the log is put together: store, contracts, personal data. */
import { upcastLog, type Clock, type EventLog, type StoredLog } from '@taizhang/kernel';
import { guardLog, migrateVault, openMasterKeys, Vault, type GuardedLog } from '@taizhang/vault';
import type { Pool } from 'pg';
import { eventCatalogue } from './event-catalogue';
import { openStoredLog, type LogStore } from './stored-log';

export type LedgerOptions = Readonly<{
  pool: Pool;
  /** Holds the master key of the personal data, unless it is given. */
  dataDir: string;
  /** 32 bytes in base64. */
  masterKey?: string | undefined;
  /** The pool's PostgreSQL unless told; the keys of persons are there in any case. */
  store?: LogStore;
}>;

export type Ledger = Readonly<{
  /** The log by a clock: moved clocks tell stories, everything else takes the system's. */
  log(clock: Clock): GuardedLog;
  /** The log with personal fields encrypted. What leaves the platform is read from here. */
  sealedLog(clock: Clock): EventLog;
  /** Events as they lie in the store. */
  stored: StoredLog;
  /** The keys of persons. */
  vault: Vault;
  /** Ends every feed and waits for appends in progress; the pool stays open. */
  close(): Promise<void>;
}>;

/** Creates what is missing in the database. @throws MasterKeyUnusable */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { pool, dataDir, masterKey, store = {} } = options;
  await migrateVault(pool);
  const { master, masters } = openMasterKeys(dataDir, masterKey);
  const vault = await Vault.open(pool, master, { masters });
  const stored = await openStoredLog(pool, store);
  return {
    log: (clock) => upcastLog(guardLog(stored.by(clock), vault, eventCatalogue), eventCatalogue),
    sealedLog: (clock) => stored.by(clock),
    stored: stored.stored,
    vault,
    close: () => stored.close(),
  };
}
