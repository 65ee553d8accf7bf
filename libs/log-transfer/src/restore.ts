/** A backup put into an installation that is empty, or that an earlier attempt began to fill. */
import type { StoredEvent, StoredLog } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { logOfBackup } from './backup-log';
import type { Manifest } from './backup-format';
import { compareLogs, type Compared } from './compare';
import { copyLog } from './copy';
import { restoreRows, type KeptRow } from './kept-rows';
import type { Transfer } from './pace';

export type Restored = Compared &
  Readonly<{
    /** Whose keys a fact of the log says to be destroyed. */
    erased: ReadonlySet<string>;
    /** Positions are those of the log that was backed up. */
    samePositions: boolean;
  }>;

/** Wrapped keys; before the log, so that a wrong master key is told before the long work. */
export async function restoreKeys(pool: Pool, folder: string, manifest: Manifest): Promise<void> {
  // What is there is of an earlier attempt, perhaps with an older backup, or the mark of a master
  // key that whoever looked at the empty installation has given it.
  await restoreRows(pool, folder, manifest.keys!, { replace: true });
}

/** The log, compared with the backup at the end. @throws ForeignTarget, LogsDiffer, Stopped */
export async function restoreLog(
  target: StoredLog,
  folder: string,
  manifest: Manifest,
  transfer: Transfer = {},
): Promise<Restored> {
  const source = logOfBackup(folder, manifest);
  const { through } = await copyLog({ source, target }, { ...transfer, phase: 'restoring' });
  const erased = new Set<string>();
  let samePositions = true;
  const compared = await compareLogs({ source, target }, through.source, {
    ...transfer,
    onPair: (ours, theirs) => {
      for (const person of erasedBy(ours)) erased.add(person);
      samePositions &&= ours.position === theirs.position;
    },
  });
  return { ...compared, erased, samePositions };
}

/**
 * Everything else. Rows that speak of positions are left out where the log counts otherwise now.
 * @returns tables of the backup that this installation does not have
 */
export function restoreInstallation(
  pool: Pool,
  folder: string,
  { installation }: Manifest,
  { samePositions }: Pick<Restored, 'samePositions'>,
): Promise<ReadonlySet<string>> {
  const isWanted = (kept: KeptRow) => samePositions || !hasPositions(kept);
  return restoreRows(pool, folder, installation!, { isWanted, replace: true });
}

/**
 * Who looked at what. Rows that are there stay: it is append-only.
 * @returns tables of the backup that this installation does not have
 */
export async function restoreAccess(
  pool: Pool,
  folder: string,
  { access }: Manifest,
): Promise<ReadonlySet<string>> {
  if (!access) return new Set();
  // A month is a partition, and is made before its first row.
  const months = (rows: readonly KeptRow[]) =>
    pool.query(
      `SELECT access.ensure_month(day) FROM (
         SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date AS day
         FROM jsonb_to_recordset($1) AS looks(at timestamptz)) AS months`,
      [JSON.stringify(rows.map(({ row }) => ({ at: row['at'] })))],
    );
  return restoreRows(pool, folder, access, { before: async (rows) => void (await months(rows)) });
}

/** Heads are signed over contents; what was given up, and handled from outside, is told by ids. */
const countNothing = ['seal.heads', 'exchange.discarded', 'exchange.inbound_handled'];

const hasPositions = ({ table }: KeptRow) =>
  /^(exchange|seal|legacy)\./.test(table) && !countNothing.includes(table);

/**
 * Destroys the keys of whom the log says to be erased: keys may be of an older backup than the log.
 */
export async function destroyKeys(pool: Pool, persons: ReadonlySet<string>): Promise<void> {
  const ids = [...persons];
  await pool.query('DELETE FROM vault.keys WHERE person_id = ANY ($1)', [ids]);
  const { rows } = await pool.query(`SELECT to_regclass('vault.destroyed') IS NOT NULL AS there`);
  if (!rows[0].there) return;
  await pool.query(
    `INSERT INTO vault.destroyed (person_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
    [ids],
  );
  await pool.query(
    'DELETE FROM vault.keys WHERE person_id IN (SELECT person_id FROM vault.destroyed)',
  );
}

/** Ids stand in the open; nothing personal does. */
function erasedBy({ type, data }: StoredEvent): readonly string[] {
  if (type !== 'PersonErased') return [];
  const { subjects } = JSON.parse(data) as { subjects?: unknown };
  return Array.isArray(subjects) ? subjects.map(String) : [];
}
