/** What was done about erasures, by whichever process. */
import type { Pool } from 'pg';

/** What was done about one person. */
export type Carried = Readonly<{
  /** Keys are destroyed and every read model there is has forgotten. */
  isDone: boolean;
  events: number;
  streams: number;
  rows: number;
}>;

/**
 * How far the erasure of a person is, over the read models of every process.
 * @param subjects whose keys go with it
 */
export async function carriedOut(
  pool: Pool,
  personId: string,
  subjects: readonly string[] = [personId],
): Promise<Carried> {
  const { rows } = await pool.query<{
    is_done: boolean;
    events: number;
    streams: number;
    rows: number;
  }>(
    `WITH gone AS (SELECT destroyed_at FROM vault.destroyed WHERE person_id = ANY($2))
     SELECT (SELECT count(*) FROM gone) = $3 AND NOT EXISTS (
         SELECT FROM projections.checkpoints c JOIN pg_namespace n ON n.nspname = c.read_model
         -- What is built or kept beside came after: whoever forgets drops what there was.
         WHERE n.nspname ~ '_v[0-9]+$' AND NOT EXISTS (SELECT FROM projections.forgotten f
           WHERE f.read_model = c.read_model AND f.person_id = $1 AND f.subjects >= $3
             AND f.forgotten_at >= (SELECT max(destroyed_at) FROM gone))) AS is_done,
       coalesce(max(events), 0)::int AS events, coalesce(max(streams), 0)::int AS streams,
       coalesce(sum(rows), 0)::int AS rows
     FROM projections.forgotten WHERE person_id = $1`,
    [personId, subjects, new Set(subjects).size],
  );
  const [{ is_done: isDone, ...counts }] = rows as [(typeof rows)[number]];
  return { isDone, ...counts };
}

/** Who is erased, and whose keys go with it. */
export type Erasure = Readonly<{ personId: string; subjects: readonly string[] }>;

/**
 * Which of these schemas have not forgotten whom since the last of the keys was destroyed, or knew
 * fewer of their keys when they did: more may have been found while they were at it.
 */
export async function yetToForget(
  pool: Pool,
  erased: readonly Erasure[],
  schemas: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owned = erased.flatMap(({ personId, subjects }) =>
    subjects.map((subject) => [personId, subject] as const),
  );
  const { rows } = await pool.query<{ person_id: string; schemas: string[] }>(
    `SELECT person.id AS person_id, array_agg(model.schema) AS schemas
     FROM (SELECT owned.id, max(coalesce(destroyed_at, '-infinity')) AS destroyed_at,
             count(DISTINCT owned.subject) AS subjects
           FROM unnest($1::text[], $2::text[]) owned (id, subject)
           LEFT JOIN vault.destroyed d ON d.person_id = owned.subject GROUP BY owned.id) person,
       unnest($3::text[]) model (schema)
     WHERE NOT EXISTS (
       SELECT FROM projections.forgotten f
       WHERE f.read_model = model.schema AND f.person_id = person.id
         AND f.forgotten_at >= person.destroyed_at AND f.subjects >= person.subjects)
     GROUP BY person.id`,
    [owned.map(([personId]) => personId), owned.map(([, subject]) => subject), schemas],
  );
  return new Map(rows.map((row) => [row.person_id, row.schemas]));
}
