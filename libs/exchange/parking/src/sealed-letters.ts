/** Messages that wait and are not of the log: what may be known of them, and until when. */
import type { Pool } from 'pg';
import { boundTo, type Envelopes } from './parking-lot';

/** Calls things by names that tell nothing about them. */
export type Namer = Readonly<{ nameOf(words: string): Promise<string> }>;

export type SealedLetters = Readonly<{
  /** Keys they are sealed by: of persons, or of days. */
  by?: readonly string[];
  /** The names of whom they are about. */
  about?: readonly string[];
}>;

/**
 * What is left on record is what kind of message it was and why it was given up: nothing by which
 * it could be found that it was theirs.
 * @returns how many were given up
 */
export async function giveUpSealed(
  pool: Pool,
  { by = [], about = [] }: SealedLetters,
  why: Readonly<{ by: string; reason: string }>,
): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH gone AS (
       DELETE FROM exchange.parked WHERE sealed_by = ANY($1) OR about = ANY($2) RETURNING *)
     INSERT INTO exchange.discarded
       (consumer, key, id, type, topic, parked_for, parked_at, reason, discarded_by)
     SELECT consumer, 'forgotten', 'forgotten', type, topic, reason, parked_at, $4, $3
     FROM gone ORDER BY number`,
    [by, about, why.by, why.reason],
  );
  // Rows as they were would otherwise stay in the table's files.
  if (rowCount) await pool.query('VACUUM exchange.parked');
  return rowCount ?? 0;
}

export type GivenUp = SealedLetters &
  Readonly<{
    /** The streams whose events were given up. */
    streams?: readonly string[];
  }>;

/**
 * What somebody typed who gave up messages may name whom they are about: with that person it goes,
 * and so does what tells that a message from outside was theirs.
 */
export async function forgetReasons(
  pool: Pool,
  { by = [], about = [], streams = [] }: GivenUp,
  reason: string,
): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE exchange.discarded SET reason = $4, parked_for = NULL, sealed_by = NULL, about = NULL,
       key = CASE WHEN key = ANY($3) THEN key ELSE 'forgotten' END,
       id = CASE WHEN key = ANY($3) THEN id ELSE 'forgotten' END
     WHERE reason <> $4 AND (sealed_by = ANY($1) OR about = ANY($2) OR key = ANY($3)
       OR key IN (SELECT 'fact-' || unnest($2)))`,
    [by, about, streams, reason],
  );
  if (rowCount) await pool.query('VACUUM exchange.discarded');
}

/** What a message from outside is called by while it waits. */
export const factName = async (letters: Namer, words: string): Promise<string> =>
  `fact-${await letters.nameOf(words)}`;

/** Seals what was parked, and renames what was given up, by a build that kept both in the clear. */
export async function sealOpenLetters(pool: Pool, letters: Envelopes & Namer): Promise<void> {
  type Open = Readonly<{ number: string; consumer: string; key: string; id: string; raw: object }>;
  const { rows } = await pool.query<Open>(
    `SELECT number, consumer, key, id, raw FROM exchange.parked
     WHERE raw IS NOT NULL AND sealed_by IS NULL ORDER BY number`,
  );
  for (const { number, consumer, raw, ...open } of rows) {
    const { key, id } = await renamed(letters, open);
    const sealed = await letters.seal(JSON.stringify(raw), boundTo(consumer, key, id), null);
    await pool.query(
      `UPDATE exchange.parked SET key = $2, id = $3, raw = $4, sealed_by = $5
       WHERE number = $1 AND sealed_by IS NULL`,
      [number, key, id, JSON.stringify(sealed), sealed.by],
    );
  }
  const given = await pool.query<Open>(
    `SELECT number, key, id FROM exchange.discarded
     WHERE topic LIKE '%.inbound.%' AND key NOT LIKE 'fact-%' AND key <> 'forgotten'`,
  );
  for (const { number, ...open } of given.rows) {
    const { key, id } = await renamed(letters, open);
    const names = [number, key, id];
    await pool.query('UPDATE exchange.discarded SET key = $2, id = $3 WHERE number = $1', names);
  }
  if (rows.length > 0) await pool.query('VACUUM exchange.parked');
}

/** What waits under the place where it stood is called by that already. */
async function renamed(letters: Namer, { key, id }: Readonly<{ key: string; id: string }>) {
  if (key === id && /\/\d+$/.test(key)) return { key, id };
  return { key: await factName(letters, key), id: await factName(letters, id) };
}
