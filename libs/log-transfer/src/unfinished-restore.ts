/**
 * A mark in the database from the first thing that a restore writes to its last. With it the same
 * command goes on after a kill; a ledger that holds the backup's log without it is one in use,
 * perhaps the very one the backup was made of, and is left alone.
 */
import type { StoredLog } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { logOfBackup } from './backup-log';
import type { Manifest } from './backup-format';
import { endOfCopy, ForeignTarget } from './copy';

type Target = Readonly<{ log: StoredLog; pool: Pool }>;

/** Before anything is written. @throws ForeignTarget when the ledger is another one, or in use */
export async function beginRestore(
  { log, pool }: Target,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  const { source } = await endOfCopy({ source: logOfBackup(folder, manifest), target: log });
  if (!(await isRestoring(pool))) {
    if (source > 0n) {
      throw new ForeignTarget(
        'The target holds this log already and no restore of it is under way: it is in use, or ' +
          'was restored before',
      );
    }
    // A log at another server can be empty while the database beside it is somebody's.
    if (await hasKeys(pool)) {
      throw new ForeignTarget(
        'The database holds keys of persons and no restore of it is under way: it is in use',
      );
    }
  }
  // One message is one transaction.
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS restoring;
    CREATE TABLE IF NOT EXISTS restoring.unfinished (since timestamptz NOT NULL DEFAULT now());`);
}

export async function endRestore(pool: Pool): Promise<void> {
  await pool.query('DROP SCHEMA restoring CASCADE');
}

/** Whether a restore into this database did not come to its end. */
export async function isRestoring(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('restoring.unfinished') IS NOT NULL AS there`,
  );
  return rows[0]!.there;
}

async function hasKeys(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(`SELECT to_regclass('vault.keys') IS NOT NULL AS there`);
  if (!rows[0].there) return false;
  return (await pool.query('SELECT FROM vault.keys LIMIT 1')).rowCount === 1;
}
