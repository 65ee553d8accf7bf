/** The key that wraps every person's key; kept in a file of its own or given by configuration. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
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
  const path = join(dataDir, 'keys', 'vault.key');
  if (!configured && !existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    keepNewKey(path);
  }
  const key = Buffer.from(configured ?? readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32) {
    const where = configured ? 'VAULT_MASTER_KEY' : path;
    throw new MasterKeyUnusable(`${where} must hold 32 bytes in base64, it holds ${key.length}.`);
  }
  return key;
}

/**
 * It is whole and on disk before it has its name: nothing encrypted with it may outlive it, and a
 * process killed half-way must not leave half a key. Of two that start at once the first wins.
 */
function keepNewKey(path: string): void {
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
