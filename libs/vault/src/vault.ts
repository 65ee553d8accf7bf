/**
 * One key per person, held outside the log and wrapped by the master key. What is encrypted with
 * it becomes unreadable everywhere, backups included, once it is destroyed.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { MasterKeyUnusable, keyMark } from './master-key';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** Unwrapped keys kept in memory; about 150 bytes each. */
const cachedKeysMax = 200_000;

export async function migrateVault(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS vault;
    CREATE TABLE IF NOT EXISTS vault.master (mark text PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS vault.keys (
      person_id text PRIMARY KEY,
      wrapped bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );`);
}

export class Vault {
  private readonly keys = new Map<string, Buffer>();

  private constructor(
    private readonly pool: Pool,
    private readonly master: Buffer,
  ) {}

  /** @throws MasterKeyUnusable when the ledger was encrypted under another master key. */
  static async open(pool: Pool, master: Buffer): Promise<Vault> {
    const mark = keyMark(master);
    await pool.query(
      `INSERT INTO vault.master SELECT $1 WHERE NOT EXISTS (SELECT FROM vault.master)`,
      [mark],
    );
    const { rows } = await pool.query('SELECT FROM vault.master WHERE mark = $1', [mark]);
    if (rows.length === 0) {
      throw new MasterKeyUnusable(
        'The personal data of this ledger was encrypted under another master key. ' +
          'Put back the keys folder that belongs to this database, or set VAULT_MASTER_KEY.',
      );
    }
    return new Vault(pool, master);
  }

  /** Makes the keys of these persons ready for `encrypt` and `decrypt`, one round trip at most. */
  async load(personIds: Iterable<string>, { create = false } = {}): Promise<void> {
    // An absent key is not remembered: another process may create it at any moment.
    const wanted = [...new Set(personIds)];
    const missing = wanted.filter((id) => !this.keys.has(id));
    if (missing.length === 0) return;
    if (this.keys.size > cachedKeysMax) {
      for (const id of [...this.keys.keys()].slice(0, cachedKeysMax / 2)) this.keys.delete(id);
      return this.load(wanted, { create });
    }
    if (create) await this.create(missing);
    const { rows } = await this.pool.query<{ person_id: string; wrapped: Buffer }>(
      'SELECT person_id, wrapped FROM vault.keys WHERE person_id = ANY($1)',
      [missing],
    );
    for (const { person_id: id, wrapped } of rows) {
      this.keys.set(id, open(this.master, wrapped, Buffer.from(id)));
    }
  }

  /** @param bound what the ciphertext belongs to; it opens nowhere else. */
  encrypt(personId: string, plain: string, bound: string): string {
    const key = this.keys.get(personId);
    if (!key) throw new Error(`The key of ${personId} was not loaded`);
    return seal(key, Buffer.from(plain), Buffer.from(bound)).toString('base64');
  }

  /** Null when the person's key is no more. */
  decrypt(personId: string, sealed: string, bound: string): string | null {
    const key = this.keys.get(personId);
    if (!key) return null;
    return open(key, Buffer.from(sealed, 'base64'), Buffer.from(bound)).toString();
  }

  private async create(personIds: readonly string[]): Promise<void> {
    const wrapped = personIds.map((id) => seal(this.master, randomBytes(32), Buffer.from(id)));
    // Whoever was first wins; the others read the winner's key.
    await this.pool.query(
      `INSERT INTO vault.keys (person_id, wrapped)
       SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING`,
      [personIds, wrapped],
    );
  }
}

/** iv ‖ tag ‖ ciphertext */
function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(bound);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function open(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes)).setAAD(bound);
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
}
