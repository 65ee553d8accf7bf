/**
 * A backup: the log, what nothing rebuilds, and the keys of persons in a file of their own. Read
 * models are not in it, and so nothing that can be read without the keys.
 */
import type { StoredLog } from '@taizhang/kernel';
import { resolve } from 'node:path';
import type { Pool } from 'pg';
import { assertGoesOn, backUpLog } from './backup-log';
import {
  BackupDamaged,
  emptyManifest,
  readManifest,
  writeManifest,
  type Manifest,
} from './backup-format';
import { backUpRows, checkBytes, type KeptTable } from './kept-rows';
import { Pace, throwIfStopped, type Transfer } from './pace';

/** Wrapped by the master key, which is not in the backup. */
const keyTables: readonly KeptTable[] = [
  { table: 'vault.master' },
  { table: 'vault.keys' },
  { table: 'vault.destroyed' },
];

/** An allow list: what is not named here is rebuilt, or its loss is harmless. */
const installationTables: readonly KeptTable[] = [
  { table: 'auth.accounts' },
  { table: 'platform.settings' },
  { table: 'legacy.imports' },
  ...['tiles', 'places', 'heads', 'state'].map((name) => ({ table: `seal.${name}` })),
  ...['checkpoints', 'publisher', 'published', 'consumers', 'inbox', 'inbound_handled'].map(
    (name) => ({ table: `exchange.${name}` }),
  ),
  // Messages from outside lie there as they came, which may be with names and numbers. The others
  // are retried in the order of their numbers, which is not the one in which they lie there.
  { table: 'exchange.parked', where: 'raw IS NULL', orderBy: 'number' },
  // Who gave up what, and why; those from outside once they are called by names that tell nothing.
  {
    table: 'exchange.discarded',
    where: `topic NOT LIKE '%.inbound.%' OR key LIKE 'fact-%' OR key = 'forgotten'`,
    orderBy: 'number',
  },
];

/** Nothing rebuilds it, and the law asks for years of it (docs/decisions/0025). */
const accessTables: readonly KeptTable[] = [{ table: 'access.looks' }];

type Source = Readonly<{ log: StoredLog; pool: Pool }>;

/** Somebody else writes into the folder at this moment. */
export class BackupUnderWay extends Error {}

/**
 * Makes a backup, or adds to the one in the folder. How far the exchange and the seals are is
 * written before the log, so that they speak of nothing the backup does not have; the keys after
 * it, so that none is missing.
 * @throws BackupUnderWay, BackupDamaged, ForeignBackup, Stopped; what was written stays and is gone
 * on with
 */
export const backUp = (source: Source, folder: string, transfer: Transfer = {}) =>
  aloneInto(source.pool, folder, () => write(source, folder, transfer));

/** Of two that were started by a clock each would put its files under the other's manifest. */
async function aloneInto<Done>(pool: Pool, folder: string, work: () => Promise<Done>) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ alone: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS alone',
      [`backup into ${resolve(folder)}`],
    );
    if (!rows[0]!.alone) throw new BackupUnderWay(`A backup is being written into ${folder}`);
    return await work();
  } finally {
    // Ending the session gives the lock back, however the work ended.
    client.release(true);
  }
}

async function write({ log, pool }: Source, folder: string, transfer: Transfer): Promise<Manifest> {
  const before = (await readManifest(folder)) ?? emptyManifest();
  // Nothing is written over a backup that cannot be gone on with: it may be the only good one.
  await assertGoesOn(log, folder, before);
  const installation = await backUpRows(pool, folder, 'installation.ndjson.gz', installationTables);
  const begun = { ...before, complete: false, installation };
  await writeManifest(folder, begun);
  const manifest = await backUpLog(log, folder, begun, transfer);
  const keys = await backUpRows(pool, folder, 'keys.ndjson.gz', keyTables);
  const access = await backUpRows(pool, folder, 'access.ndjson.gz', accessTables);
  const at = new Date().toISOString();
  const finished = { ...manifest, keys, access, complete: true, at };
  await writeManifest(folder, finished);
  return finished;
}

/**
 * Reads every file of a backup and compares it with what the manifest says.
 * @throws BackupDamaged naming the first that does not fit, Stopped
 */
export async function checkBackup(folder: string, transfer: Transfer = {}): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new BackupDamaged('manifest.json', 'is missing: this is no backup');
  const { keys, installation, access, log } = manifest;
  if (!manifest.complete || !keys || !installation) {
    throw new BackupDamaged('manifest.json', 'says that the backup did not come to its end');
  }
  const pace = new Pace('checking', transfer.onProgress);
  let last = 0n;
  for (const [index, segment] of log.entries()) {
    throwIfStopped(transfer);
    await checkBytes(folder, segment);
    if (BigInt(segment.first) <= last) throw new BackupDamaged(segment.file, 'is out of order');
    last = BigInt(segment.last);
    pace.add(segment.events, (index + 1) / log.length);
  }
  await checkBytes(folder, keys);
  await checkBytes(folder, installation);
  if (access) await checkBytes(folder, access);
  return manifest;
}
