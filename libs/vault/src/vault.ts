/**
 * One key per person, held outside the log and wrapped by a master key. What is encrypted with
 * it becomes unreadable everywhere, backups included, once it is destroyed.
 */
import { Unreadable } from '@taizhang/kernel';
import { answeredWithin, inTransaction } from '@taizhang/platform/database';
import { randomBytes } from 'node:crypto';
import type { Pool, QueryResultRow } from 'pg';
import { open, seal } from './cipher';
import { KeyMemory } from './key-memory';
import { MasterKeyUnusable, keyMark } from './master-key';

/** Unwrapped keys kept in memory: 25 MB, once there are so many persons. */
const rememberedMaxDefault = 2 ** 19;
/** No process uses a key for longer after another one has destroyed it. */
export const keyMemoryMsMax = 500;
/** So long is a key waited for: everybody who appends or reads needs one. */
const answerMsDefault = 10_000;
/** Takes the place of a key that was destroyed, so that no other can. */
const nothing = Buffer.alloc(0);

/** Keys by person; whose key was destroyed is not in it. */
export type Keys = ReadonlyMap<string, Buffer>;

/** What is kept of a person's key does not open: it was changed in the database. */
export class KeyBroken extends Unreadable {
  constructor(readonly person: string) {
    super('the key of a person was changed in the database and opens nothing');
  }
}

export type VaultOptions = Readonly<{
  /** So many keys are kept in memory, see `KeyMemory`. */
  rememberedMax?: number;
  /** The master keys at hand by now, asked when one turns up that was not known before. */
  masters?: () => readonly Buffer[];
  /** So many milliseconds is a key waited for. */
  answerMsMax?: number;
  /** Milliseconds, for the memory of keys. */
  now?: () => number;
}>;

export type KeyFate = Readonly<{ destroyedAt: string | null; isRotatedSince: boolean }>;

type KeyRow = Readonly<{ person_id: string; wrapped: Buffer; mark: string }>;

/** The last key of which it is known that it was destroyed. */
type Seen = Readonly<{ number: string; at: string }>;
const nothingSeen: Seen = { number: '0', at: '' };

export class Vault {
  private readonly remembered: KeyMemory;
  private readonly masters = new Map<string, Buffer>();
  private readonly now: () => number;
  private current = '';
  private seen = nothingSeen;
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;

  private constructor(
    private readonly pool: Pool,
    master: Buffer,
    private readonly options: VaultOptions,
  ) {
    this.remembered = new KeyMemory(options.rememberedMax ?? rememberedMaxDefault);
    this.now = options.now ?? (() => performance.now());
    this.masters.set(keyMark(master), master);
  }

  /** @throws MasterKeyUnusable when the ledger was encrypted under another master key. */
  static async open(pool: Pool, master: Buffer, options: VaultOptions = {}): Promise<Vault> {
    await pool.query(
      `INSERT INTO vault.master (mark) SELECT $1 WHERE NOT EXISTS (SELECT FROM vault.master)`,
      [keyMark(master)],
    );
    // An old copy of the keys may have been put back while nobody was here.
    await pool.query(
      `UPDATE vault.keys SET wrapped = '' FROM vault.destroyed
       WHERE keys.person_id = destroyed.person_id AND wrapped <> ''`,
    );
    const vault = new Vault(pool, master, options);
    await vault.look();
    return vault;
  }

  /**
   * The keys of these persons; none for whom none exists, unless they are created.
   * @throws KeyBroken for the first whose key cannot be unwrapped
   */
  async keysOf(personIds: Iterable<string>, { create = false } = {}): Promise<Keys> {
    await this.lookAgain();
    const keys = new Map<string, Buffer>();
    // An absent key is not remembered: another process may create it at any moment.
    const missing: string[] = [];
    for (const id of new Set(personIds)) {
      const known = this.remembered.get(id);
      if (known) keys.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return keys;
    const { seen } = this;
    if (create) {
      for (const [id, key] of await this.create(missing)) this.handOut(keys, id, key, seen);
    }
    const unread = missing.filter((id) => !keys.has(id));
    if (unread.length === 0) return keys;
    const { rows } = await this.ask<KeyRow>(
      `SELECT person_id, wrapped, mark FROM vault.keys
       WHERE person_id = ANY($1) AND wrapped <> ''
         AND NOT EXISTS (SELECT FROM vault.destroyed d WHERE d.person_id = keys.person_id)`,
      [unread],
    );
    for (const { person_id: id, wrapped, mark } of rows) {
      this.handOut(keys, id, unwrapped(this.master(mark), id, wrapped), seen);
    }
    return keys;
  }

  /**
   * Destroys the keys of these persons for good; once more does nothing. Here they are forgotten
   * when it resolves, in every other process within `keyMemoryMsMax`.
   * @returns those whose key was there until now
   */
  async destroy(persons: Iterable<string>): Promise<readonly string[]> {
    const personIds = [...new Set(persons)];
    if (personIds.length === 0) return [];
    const gone = await inTransaction(this.pool, async (client) => {
      // One after the other, so that their numbers are committed in order. Never before the master
      // key that wraps them, whatever the clock says: a receipt tells what old copies are good for.
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('vault destroys', 0))`);
      await client.query(
        `INSERT INTO vault.destroyed (person_id, destroyed_at)
         SELECT unnest($1::text[]), greatest(now(), (SELECT max(since) FROM vault.master))
         ON CONFLICT DO NOTHING`,
        [personIds],
      );
      const { rows } = await client.query<{ person_id: string }>(
        `SELECT person_id FROM vault.keys WHERE person_id = ANY($1) AND wrapped <> '' FOR UPDATE`,
        [personIds],
      );
      // A place that is taken keeps whoever appends at this moment from creating a new key.
      await client.query(
        `INSERT INTO vault.keys (person_id, wrapped, mark) SELECT unnest($1::text[]), $2, ''
         ON CONFLICT (person_id) DO UPDATE SET wrapped = $2, mark = ''`,
        [personIds, nothing],
      );
      return rows.map((row) => row.person_id);
    });
    await this.look();
    return gone;
  }

  /** Which of these persons had their key destroyed. */
  async destroyed(personIds: Iterable<string>): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ person_id: string }>(
      'SELECT person_id FROM vault.destroyed WHERE person_id = ANY($1)',
      [[...personIds]],
    );
    return new Set(rows.map((row) => row.person_id));
  }

  /** Whose keys there are, by a pattern of SQL's LIKE. */
  async idsLike(pattern: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ person_id: string }>(
      `SELECT person_id FROM vault.keys WHERE person_id LIKE $1 AND wrapped <> '' ORDER BY 1`,
      [pattern],
    );
    return rows.map((row) => row.person_id);
  }

  /**
   * When the last of these keys was destroyed, and whether old copies of all are useless by now;
   * null and false while one of them is left.
   */
  async fateOf(personIds: readonly string[]): Promise<KeyFate> {
    const { rows } = await this.pool.query<{ at: string; rotated: boolean }>(
      `WITH gone AS (
         SELECT max(destroyed_at) AS at, count(*) AS keys FROM vault.destroyed
         WHERE person_id = ANY($1))
       SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         NOT EXISTS (SELECT FROM vault.master m WHERE m.since <= gone.at) AS rotated
       FROM gone WHERE keys = $2`,
      [personIds, new Set(personIds).size],
    );
    return { destroyedAt: rows[0]?.at ?? null, isRotatedSince: rows[0]?.rotated ?? false };
  }

  /** Forgets what was destroyed elsewhere, and learns by which master key new keys are wrapped. */
  private async look(): Promise<void> {
    const began = this.now();
    const { seen } = this;
    const { rows: masters } = await this.ask<{ mark: string; is_current: boolean }>(
      'SELECT mark, is_current FROM vault.master',
    );
    const { rows } = await this.ask<Seen & Readonly<{ person_id: string }>>(
      `SELECT person_id, number, extract(epoch FROM destroyed_at)::text AS at
       FROM vault.destroyed WHERE number >= $1 ORDER BY number`,
      [seen.number],
    );
    for (const { mark } of masters) this.master(mark);
    this.current = masters.find(({ is_current }) => is_current)?.mark ?? '';
    if (seen !== nothingSeen && rows[0]?.at !== seen.at) return this.lookAnew();
    for (const { person_id: id } of rows) this.remembered.delete(id);
    const last = rows.at(-1);
    if (last && last.number !== seen.number) this.seen = { number: last.number, at: last.at };
    this.lookedAt = began;
  }

  /** An older state was put back: what is destroyed from then on takes places that were seen. */
  private lookAnew(): Promise<void> {
    this.remembered.clear();
    this.seen = nothingSeen;
    return this.look();
  }

  private async lookAgain(): Promise<void> {
    if (this.now() - this.lookedAt < keyMemoryMsMax) return;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    await this.looking;
  }

  private ask<Row extends QueryResultRow>(text: string, values?: unknown[]) {
    const { answerMsMax = answerMsDefault } = this.options;
    return answeredWithin<Row>(this.pool, answerMsMax, text, values);
  }

  /** @throws MasterKeyUnusable */
  private master(mark: string): Buffer {
    if (!this.masters.has(mark)) {
      for (const key of this.options.masters?.() ?? []) this.masters.set(keyMark(key), key);
    }
    const master = this.masters.get(mark);
    if (master) return master;
    throw new MasterKeyUnusable(
      'The personal data of this ledger was encrypted under another master key. ' +
        'Put back the keys folder that belongs to this database, or set VAULT_MASTER_KEY.',
    );
  }

  /**
   * Whoever was handed a key has it: forgetting here turns nobody's data blank.
   * @param seen how much was known of what is destroyed when the key was asked for
   */
  private handOut(keys: Map<string, Buffer>, id: string, key: Buffer, seen: Seen): void {
    keys.set(id, key);
    // An answer under way since before a key was destroyed would bring it back to stay.
    if (seen !== this.seen) return;
    this.remembered.set(id, key);
  }

  /** The keys that are new; who had one already keeps it: whoever was first wins. */
  private async create(personIds: readonly string[]): Promise<Map<string, Buffer>> {
    const fresh = new Map(personIds.map((id) => [id, randomBytes(32)]));
    for (;;) {
      const mark = this.current;
      const wrapped = [...fresh].map(([id, key]) => seal(this.master(mark), key, Buffer.from(id)));
      // The share of the master's row: a rotation begins when nobody wraps by the old any more.
      const { rows } = await this.ask<{ person_id: string | null }>(
        `WITH master AS (SELECT FROM vault.master WHERE mark = $3 AND is_current FOR SHARE),
         made AS (
           INSERT INTO vault.keys (person_id, wrapped, mark)
           SELECT id, key, $3 FROM unnest($1::text[], $2::bytea[]) new (id, key)
           WHERE EXISTS (SELECT FROM master)
             AND NOT EXISTS (SELECT FROM vault.destroyed d WHERE d.person_id = id)
           ON CONFLICT DO NOTHING RETURNING person_id)
         SELECT person_id FROM master LEFT JOIN made ON true`,
        [personIds, wrapped, mark],
      );
      if (rows.length > 0) {
        const ids = rows.flatMap((row) => row.person_id ?? []);
        return new Map(ids.map((id) => [id, fresh.get(id)!]));
      }
      await this.look();
    }
  }
}

/** @throws KeyBroken */
export function unwrapped(master: Buffer, id: string, wrapped: Buffer): Buffer {
  try {
    return open(master, wrapped, Buffer.from(id));
  } catch {
    throw new KeyBroken(id);
  }
}
