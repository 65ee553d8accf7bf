/** What read models have parked, for operators: in all of them, whoever runs them. */
import { schemaOf, type Instant, type ReadModel } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { parkedTable, type ParkedRef } from './parked-events';
import type { Queries } from './schema';

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

/** @param limit of keys for each read model; counts stay whole */
export async function listParkedRows(db: Queries, limit = 200): Promise<readonly ParkedRow[]> {
  const schemas = await servedSchemas(db);
  const lists = await Promise.all(schemas.map((schema) => listOf(db, schema, limit)));
  return lists.flat();
}

async function listOf(db: Queries, schema: string, limit: number): Promise<ParkedRow[]> {
  const { rows } = await db.query(
    `SELECT DISTINCT ON (table_name, kind, key) table_name AS table, kind, key,
            event_id AS "eventId", type, stream, position, reason, attempts, parked_at AS at,
            count(*) OVER keys AS waiting, bool_or(retry_wanted) OVER keys AS "retryWanted"
     FROM ${parkedTable(schema)}
     WINDOW keys AS (PARTITION BY table_name, kind, key)
     ORDER BY table_name, kind, key, position LIMIT $1`,
    [limit],
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
 * Asks whoever runs the read model to try a key again, or all of its keys.
 * @returns false when no such key is parked
 */
export async function requestRetry(db: Queries, schema: string, ref?: ParkedRef): Promise<boolean> {
  if (!(await servedSchemas(db)).includes(schema)) return false;
  const where = ref ? 'table_name = $1 AND kind = $2 AND key = $3' : 'true';
  const { rowCount } = await db.query(
    `UPDATE ${parkedTable(schema)} SET retry_wanted = true WHERE ${where}`,
    ref ? [ref.table, ref.kind, ref.key] : [],
  );
  return (rowCount ?? 0) > 0;
}

/** The keys that somebody wants tried again. */
export async function retriesWanted(db: Queries, schema: string): Promise<ParkedRef[]> {
  const { rows } = await db.query<ParkedRef>(
    `SELECT DISTINCT table_name AS table, kind, key FROM ${parkedTable(schema)} WHERE retry_wanted`,
  );
  return rows;
}

/**
 * Those of some rows of a table that are not up to date, because an event of theirs is parked:
 * for whoever shows them.
 */
export async function staleKeys(
  pool: Pool,
  model: ReadModel,
  table: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT DISTINCT key FROM ${parkedTable(schemaOf(model))}
     WHERE table_name = $1 AND kind = 'key' AND key = ANY($2)`,
    [table, keys],
  );
  return new Set(rows.map(({ key }) => key));
}
