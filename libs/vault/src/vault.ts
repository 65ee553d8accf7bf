/**
 * One key per person, held outside the log and wrapped by the master key. What is encrypted with
 * it becomes unreadable everywhere, backups included, once it is destroyed.
 */
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { open, seal } from './cipher';
import { MasterKeyUnusable, keyMark } from './master-key';

/** Unwrapped keys kept in memory; about 150 bytes each. */
const cachedKeysMax = 200_000;

/** Keys by person; whose key was destroyed is not in it. */
export type Keys = ReadonlyMap<string, Buffer>;

export async function migrateVault(pool: Pool): Promise<void> {
  // One message is one transaction; the lock keeps processes that start together apart.
  await pool.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('migrate vault', 0));
    CREATE SCHEMA IF NOT EXISTS vault;
    CREATE TABLE IF NOT EXISTS vault.master (mark text PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS vault.keys (
      person_id text PRIMARY KEY,
      wrapped bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );`);
}

export class Vault {
  private readonly cached = new Map<string, Buffer>();

  private constructor(
    private readonly pool: Pool,
    private readonly master: Buffer,
    private readonly cachedMax: number,
  ) {}

  /** @throws MasterKeyUnusable when the ledger was encrypted under another master key. */
  static async open(
    pool: Pool,
    master: Buffer,
    { cachedMax = cachedKeysMax } = {},
  ): Promise<Vault> {
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
    return new Vault(pool, master, cachedMax);
  }

  /** The keys of these persons; none for whom none exists, unless they are created. */
  async keysOf(personIds: Iterable<string>, { create = false } = {}): Promise<Keys> {
    const keys = new Map<string, Buffer>();
    // An absent key is not remembered: another process may create it at any moment.
    const missing: string[] = [];
    for (const id of new Set(personIds)) {
      const known = this.cached.get(id);
      if (known) keys.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return keys;
    if (create) {
      for (const [id, key] of await this.create(missing)) this.handOut(keys, id, key);
    }
    const unread = missing.filter((id) => !keys.has(id));
    if (unread.length === 0) return keys;
    const { rows } = await this.pool.query<{ person_id: string; wrapped: Buffer }>(
      'SELECT person_id, wrapped FROM vault.keys WHERE person_id = ANY($1)',
      [unread],
    );
    for (const { person_id: id, wrapped } of rows) {
      this.handOut(keys, id, open(this.master, wrapped, Buffer.from(id)));
    }
    return keys;
  }

  /** Whoever was handed a key has it: forgetting here turns nobody's data blank. */
  private handOut(keys: Map<string, Buffer>, id: string, key: Buffer): void {
    keys.set(id, key);
    if (this.cached.size >= this.cachedMax) {
      const [eldest] = this.cached.keys();
      this.cached.delete(eldest!);
    }
    this.cached.set(id, key);
  }

  /** The keys that are new; who had one already keeps it: whoever was first wins. */
  private async create(personIds: readonly string[]): Promise<Map<string, Buffer>> {
    const fresh = new Map(personIds.map((id) => [id, randomBytes(32)]));
    const wrapped = [...fresh].map(([id, key]) => seal(this.master, key, Buffer.from(id)));
    const { rows } = await this.pool.query<{ person_id: string }>(
      `INSERT INTO vault.keys (person_id, wrapped)
       SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING RETURNING person_id`,
      [personIds, wrapped],
    );
    return new Map(rows.map(({ person_id: id }) => [id, fresh.get(id)!]));
  }
}
