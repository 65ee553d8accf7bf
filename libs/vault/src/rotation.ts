/**
 * A new master key: every person's key is unwrapped by the old and wrapped by the new one, while
 * everybody goes on working. Stopped anywhere it goes on from there the next time.
 */
import { inTransaction } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { seal } from './cipher';
import { keyMark, type MasterKeys } from './master-key';
import { unwrapped } from './vault';

export type RotationProgress = Readonly<{ done: number; total: number }>;

export type RotationOptions = Readonly<{
  signal?: AbortSignal;
  onProgress?: (progress: RotationProgress) => void;
}>;

const batchMax = 1_000;

/** Stopped half way: both master keys are needed until it is done. */
export class RotationStopped extends Error {}

/**
 * @param keys both are at hand, here and in every process, before this begins
 * @returns how many keys were wrapped anew
 * @throws KeyBroken, RotationStopped; both master keys are needed until the next time goes through
 */
export async function rotateMasterKey(
  pool: Pool,
  { masters }: Pick<MasterKeys, 'masters'>,
  next: Buffer,
  { signal, onProgress }: RotationOptions = {},
): Promise<number> {
  const mark = keyMark(next);
  // Waits for whoever creates keys at this moment; from now on new keys are wrapped by the next.
  await inTransaction(pool, async (client) => {
    await client.query('UPDATE vault.master SET is_current = false WHERE mark <> $1', [mark]);
    // After all that was destroyed before it, also by a clock that has been put back since.
    await client.query(
      `INSERT INTO vault.master (mark, since)
       SELECT $1, greatest(now(), max(destroyed_at) + interval '1 microsecond') FROM vault.destroyed
       ON CONFLICT (mark) DO UPDATE SET is_current = true`,
      [mark],
    );
  });
  const known = new Map(masters().map((key) => [keyMark(key), key]));
  const total = await countOld(pool, mark);
  let done = 0;
  for (;;) {
    if (signal?.aborted) throw new RotationStopped('The rotation was stopped');
    const count = await rewrapSome(pool, known, next);
    if (count === 0) break;
    done += count;
    onProgress?.({ done, total });
  }
  await pool.query('DELETE FROM vault.master WHERE mark <> $1', [mark]);
  return done;
}

export type KeyStatus = Readonly<{
  /** Keys of persons, and of days on which something had to wait; and those that were destroyed. */
  keys: number;
  destroyed: number;
  /** Master keys by their mark, with how many keys each wraps. */
  masters: readonly Readonly<{ mark: string; isCurrent: boolean; keys: number }>[];
}>;

export async function keyStatus(pool: Pool): Promise<KeyStatus> {
  const { rows } = await pool.query<{ mark: string; is_current: boolean; keys: string }>(
    `SELECT mark, is_current, (SELECT count(*) FROM vault.keys k WHERE k.mark = m.mark) AS keys
     FROM vault.master m ORDER BY is_current DESC, mark`,
  );
  const destroyed = await pool.query<{ count: string }>('SELECT count(*) FROM vault.destroyed');
  const masters = rows.map(({ mark, is_current: isCurrent, keys }) => ({
    ...{ mark, isCurrent },
    keys: Number(keys),
  }));
  return {
    keys: masters.reduce((sum, { keys }) => sum + keys, 0),
    destroyed: Number(destroyed.rows[0]!.count),
    masters,
  };
}

async function countOld(pool: Pool, mark: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `SELECT count(*) FROM vault.keys WHERE mark <> $1 AND wrapped <> ''`,
    [mark],
  );
  return Number(rows[0]!.count);
}

const rewrapSome = (pool: Pool, known: ReadonlyMap<string, Buffer>, next: Buffer) =>
  inTransaction(pool, async (client) => {
    const mark = keyMark(next);
    // Locked: a key that is destroyed at this moment must not come back.
    const { rows } = await client.query<{ person_id: string; wrapped: Buffer; mark: string }>(
      `SELECT person_id, wrapped, mark FROM vault.keys WHERE mark <> $1 AND wrapped <> ''
       ORDER BY person_id LIMIT ${batchMax} FOR UPDATE`,
      [mark],
    );
    const wrapped = rows.map(({ person_id: id, wrapped: old, mark: by }) => {
      const master = known.get(by);
      if (!master) throw new Error(`The master key ${by} that wraps some keys is not at hand`);
      return seal(next, unwrapped(master, id, old), Buffer.from(id));
    });
    await client.query(
      `UPDATE vault.keys SET wrapped = new.wrapped, mark = $3
       FROM unnest($1::text[], $2::bytea[]) new (id, wrapped) WHERE person_id = new.id`,
      [rows.map((row) => row.person_id), wrapped, mark],
    );
    return rows.length;
  });
