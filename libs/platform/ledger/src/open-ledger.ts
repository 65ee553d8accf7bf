/** The one place where the log is put together: store, contracts, personal data. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
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

/**
 * Creates what is missing in the database and answers the log by a clock; moved clocks tell
 * stories, everything else takes the system's.
 * @throws MasterKeyUnusable
 */
export async function openLedger(options: LedgerOptions): Promise<(clock: Clock) => EventLog> {
  const { pool, dataDir, masterKey } = options;
  await migrateEventLog(pool);
  await migrateVault(pool);
  const vault = await Vault.open(pool, loadMasterKey(dataDir, masterKey));
  return (clock) => guardLog(createPostgresEventLog({ pool, clock }), vault, eventCatalogue);
}
