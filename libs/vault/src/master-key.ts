/** The key that wraps every person's key; kept in a file of its own or given by configuration. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Told at start-up, in words for whoever runs it. */
export class MasterKeyUnusable extends Error {}

/**
 * 32 bytes from configuration (base64), else from `<dataDir>/keys/vault.key`, created on first
 * use and readable by its owner alone.
 * @throws MasterKeyUnusable when it is not 32 bytes.
 */
export function loadMasterKey(dataDir: string, configured?: string): Buffer {
  if (configured) return read(configured, 'VAULT_MASTER_KEY');
  const path = pathOf(dataDir);
  if (!existsSync(path)) keepNewKey(path);
  return read(readFileSync(path, 'utf8'), path);
}

const pathOf = (dataDir: string) => join(dataDir, 'keys', 'vault.key');
/** Beside it while a rotation goes on; in its place afterwards. */
const nextPathOf = (dataDir: string) => `${pathOf(dataDir)}.next`;

export type MasterKeys = Readonly<{
  master: Buffer;
  /** Those at hand at this moment: during a rotation there are two. */
  masters(): readonly Buffer[];
}>;

/**
 * `configured` may hold two keys with a comma between them while keys are rotated: the one in use,
 * then the one to come.
 */
export function openMasterKeys(dataDir: string, configured?: string): MasterKeys {
  const given = configured?.split(',').map((text) => read(text, 'VAULT_MASTER_KEY'));
  if (given) return { master: given[0]!, masters: () => given };
  // The next one first: a rotation that ends meanwhile has put it in the other's place by then.
  const masters = () => [nextPathOf(dataDir), pathOf(dataDir)].flatMap(readIfThere);
  return { master: loadMasterKey(dataDir), masters };
}

/**
 * The master key to come: what a rotation that was stopped has begun with, else a new one.
 * @throws MasterKeyUnusable when configuration gives keys and only one of them
 */
export function nextMasterKey(dataDir: string, configured?: string): Buffer {
  if (!configured) {
    const path = nextPathOf(dataDir);
    if (!existsSync(path)) keepNewKey(path);
    return read(readFileSync(path, 'utf8'), path);
  }
  const [, next] = configured.split(',');
  if (next) return read(next, 'VAULT_MASTER_KEY');
  throw new MasterKeyUnusable(
    'VAULT_MASTER_KEY gives the master key. Set it to two keys with a comma between them, the ' +
      'one in use and the one to come, restart every service with it, and rotate again.',
  );
}

/** The key before is gone with this: what it has wrapped, old backups too, opens nowhere. */
export function retireMasterKey(dataDir: string, configured?: string): void {
  if (!configured && existsSync(nextPathOf(dataDir))) {
    renameSync(nextPathOf(dataDir), pathOf(dataDir));
  }
}

function readIfThere(path: string): Buffer[] {
  try {
    return [read(readFileSync(path, 'utf8'), path)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function read(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === 32) return key;
  throw new MasterKeyUnusable(`${where} must hold 32 bytes in base64, it holds ${key.length}.`);
}

/**
 * It is whole and on disk before it has its name: nothing encrypted with it may outlive it, and a
 * process killed half-way must not leave half a key. Of two that start at once the first wins.
 */
function keepNewKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('base64'), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** Tells two master keys apart without telling anything about them. */
export const keyMark = (key: Buffer): string =>
  createHash('sha256').update('taizhang-master-key').update(key).digest('hex').slice(0, 16);
