/** What read models have parked, for operators: in all of them, whoever runs them. */
import type { Instant } from '@taizhang/kernel';
import { inTransaction } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { parkedTable, type ParkedRef } from './parked-events';
import { positionIn, type Queries } from './schema';
import { heldMsMax } from './within-time';

/** One parked key of a read model, with the event that could not be taken in. */
export type ParkedRow = ParkedRef &
  Readonly<{
    /** The schema that serves it, e.g. `customer_archive_v3`. */
    readModel: string;
    eventId: string;
    type: string;
    stream: string;
    position: bigint;
    reason: string;
    parkedAt: Instant;
    /** Events that wait, the one that could not be taken in included. */
    waiting: number;
    attempts: number;
    retryWanted: boolean;
  }>;

export type ParkedWanted = Readonly<{
  /** The schema of one read model; those that are run unless told. */
  readModel?: string;
  key?: string;
  /** Of keys for each read model; all unless told. */
  limit?: number;
}>;

export async function listParkedRows(
  db: Queries,
  { readModel, key, limit }: ParkedWanted = {},
): Promise<readonly ParkedRow[]> {
  const schemas = readModel === undefined ? await foremostSchemas(db) : await servedSchemas(db);
  const wanted = schemas.filter((schema) => schema === (readModel ?? schema));
  const lists = await Promise.all(wanted.map((schema) => listOf(db, schema, key, limit)));
  return lists.flat();
}

/** How many keys are parked in the read models that are run. */
export async function countParkedKeys(db: Queries): Promise<number> {
  const schemas = await foremostSchemas(db);
  const counts = schemas.map(
    (schema) => `SELECT DISTINCT '${schema}', table_name, kind, key FROM ${parkedTable(schema)}`,
  );
  if (counts.length === 0) return 0;
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${counts.join(' UNION ALL ')}) keys`,
  );
  return rows[0]!.count;
}

async function listOf(
  db: Queries,
  schema: string,
  key: string | undefined,
  limit: number | undefined,
): Promise<ParkedRow[]> {
  const { rows } = await db.query(
    `SELECT DISTINCT ON (table_name, kind, key) table_name AS table, kind, key,
            event_id AS "eventId", type, stream, position, reason, attempts, parked_at AS at,
            count(*) OVER keys AS waiting, bool_or(retry_wanted) OVER keys AS "retryWanted"
     FROM ${parkedTable(schema)} WHERE $2::text IS NULL OR key = $2
     WINDOW keys AS (PARTITION BY table_name, kind, key)
     ORDER BY table_name, kind, key, position LIMIT $1`,
    [limit ?? null, key ?? null],
  );
  return rows.map(({ at, waiting, position, reason, ...row }) => ({
    ...row,
    readModel: schema,
    position: BigInt(position),
    reason: reason ?? 'waits behind an event that was taken in since',
    parkedAt: at as Instant,
    waiting: Number(waiting),
  }));
}

/** Those that keep books, in every process of the installation; not what is being built. */
export async function servedSchemas(db: Queries): Promise<string[]> {
  const { rows } = await db.query<{ read_model: string }>(
    `SELECT read_model FROM projections.checkpoints
     WHERE to_regclass(read_model || '.parked_events') IS NOT NULL
       AND read_model ~ '_v[0-9]+$' ORDER BY read_model`,
  );
  return rows.map(({ read_model: schema }) => schema);
}

/**
 * Without those that are kept to go back to: of two versions of a read model the one that stands
 * further is run. Where both stand at the same place nobody can tell, and both count.
 */
export async function foremostSchemas(db: Queries): Promise<string[]> {
  const { rows } = await db.query<{ read_model: string }>(
    `WITH versions AS (
       SELECT read_model, position, regexp_replace(read_model, '_v[0-9]+$', '') AS name
       FROM projections.checkpoints WHERE read_model ~ '_v[0-9]+$')
     SELECT read_model FROM versions v WHERE NOT EXISTS (
       SELECT FROM versions further WHERE further.name = v.name AND further.position > v.position)`,
  );
  const foremost = new Set(rows.map(({ read_model: schema }) => schema));
  return (await servedSchemas(db)).filter((schema) => foremost.has(schema));
}

/**
 * Asks whoever runs the read model to try a key again, or all of its keys. Waits for the end of a
 * try that is under way: it began before whatever makes another one worthwhile.
 * @returns false when no such key is parked
 * @throws when somebody holds the read model for long
 */
export async function requestRetry(pool: Pool, schema: string, ref?: ParkedRef): Promise<boolean> {
  if (!(await servedSchemas(pool)).includes(schema)) return false;
  const where = ref ? 'table_name = $1 AND kind = $2 AND key = $3' : 'true';
  return inTransaction(pool, async (db) => {
    await db.query(`SET LOCAL lock_timeout = ${heldMsMax}`);
    await positionIn(db, schema, 'FOR KEY SHARE');
    const { rowCount } = await db.query(
      `UPDATE ${parkedTable(schema)} SET retry_wanted = true WHERE ${where}`,
      ref ? [ref.table, ref.kind, ref.key] : [],
    );
    return (rowCount ?? 0) > 0;
  });
}

/** The keys that somebody wants tried again. */
export async function retriesWanted(db: Queries, schema: string): Promise<ParkedRef[]> {
  const { rows } = await db.query<ParkedRef>(
    `SELECT DISTINCT table_name AS table, kind, key FROM ${parkedTable(schema)} WHERE retry_wanted`,
  );
  return rows;
}
