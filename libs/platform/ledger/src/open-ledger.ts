/** The one place where the log is put together: store, contracts, personal data. */
import {
  createPostgresEventLog,
  migrateEventLog,
  type PostgresEventLog,
} from '@taizhang/event-log/postgres';
import type { Clock, EventLog } from '@taizhang/kernel';
import { guardLog, loadMasterKey, migrateVault, Vault } from '@taizhang/vault';
import type { Pool } from 'pg';
import { eventCatalogue } from './event-catalogue';

export type LedgerOptions = Readonly<{
  pool: Pool;
  /** Holds the master key of the personal data, unless it is given. */
  dataDir: string;
  /** 32 bytes in base64. */
  masterKey?: string | undefined;
}>;

export type Ledger = Readonly<{
  /** The log by a clock: moved clocks tell stories, everything else takes the system's. */
  log(clock: Clock): EventLog;
  /** Ends every feed and waits for appends in progress; the pool stays open. */
  close(): Promise<void>;
}>;

/** Creates what is missing in the database. @throws MasterKeyUnusable */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { pool, dataDir, masterKey } = options;
  await migrateEventLog(pool);
  await migrateVault(pool);
  const vault = await Vault.open(pool, loadMasterKey(dataDir, masterKey));
  const opened: PostgresEventLog[] = [];
  return {
    log: (clock) => {
      const stored = createPostgresEventLog({ pool, clock });
      opened.push(stored);
      return guardLog(stored, vault, eventCatalogue);
    },
    close: async () => {
      await Promise.all(opened.map((stored) => stored.close()));
    },
  };
}
