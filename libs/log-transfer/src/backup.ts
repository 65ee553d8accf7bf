/**
 * A backup: the log, what nothing rebuilds, and the keys of persons in a file of their own. Read
 * models are not in it, and so nothing that can be read without the keys.
 */
import type { StoredLog } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { backUpLog } from './backup-log';
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
  // Messages from outside lie there as they came, which may be with names and numbers.
  { table: 'exchange.parked', where: 'raw IS NULL' },
];

type Source = Readonly<{ log: StoredLog; pool: Pool }>;

/**
 * Makes a backup, or adds to the one in the folder. How far the exchange and the seals are is
 * written before the log, so that they speak of nothing the backup does not have; the keys after
 * it, so that none is missing.
 * @throws BackupDamaged, ForeignBackup, Stopped; what was written stays and is gone on with
 */
export async function backUp(
  { log, pool }: Source,
  folder: string,
  transfer: Transfer = {},
): Promise<Manifest> {
  const before = (await readManifest(folder)) ?? emptyManifest();
  const installation = await backUpRows(pool, folder, 'installation.ndjson.gz', installationTables);
  const begun = { ...before, complete: false, installation };
  await writeManifest(folder, begun);
  const manifest = await backUpLog(log, folder, begun, transfer);
  const keys = await backUpRows(pool, folder, 'keys.ndjson.gz', keyTables);
  const finished = { ...manifest, keys, complete: true, at: new Date().toISOString() };
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
  const { keys, installation, log } = manifest;
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
  return manifest;
}
