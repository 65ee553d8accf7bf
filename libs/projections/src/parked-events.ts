/**
 * Where events wait that a table of a read model cannot take in: beside the rows, in the same
 * schema, so that a rebuild that is switched in, thrown away or rolled back takes them with it.
 * Only where each event stands in the log is kept; what it says is read there again.
 */
import type { Recorded } from '@taizhang/kernel';
import type { Queries } from './schema';

/** A row that is not kept up to date, or a stream of which nobody can say whose row it touches. */
export type ParkedRef = Readonly<{
  table: string;
  kind: 'key' | 'stream';
  key: string;
}>;

export type QueuedEvent = ParkedRef &
  Readonly<{
    event: Pick<Recorded, 'position' | 'stream' | 'revision' | 'id' | 'type'>;
    /** Why it could not be taken in; null where it waits behind another. */
    reason: string | null;
  }>;

export const parkedTable = (schema: string) => `${schema}.parked_events`;

export const createParkedEvents = (schema: string) => `
  CREATE TABLE IF NOT EXISTS ${parkedTable(schema)} (
    table_name text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    position bigint NOT NULL,
    stream text NOT NULL,
    revision integer NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    reason text,
    attempts integer NOT NULL DEFAULT 1,
    parked_at timestamptz NOT NULL DEFAULT now(),
    retry_wanted boolean NOT NULL DEFAULT false,
    PRIMARY KEY (table_name, kind, key, position)
  )`;

/** Those of `refs` that are parked. */
export async function parkedAmong(
  db: Queries,
  schema: string,
  refs: readonly ParkedRef[],
): Promise<ParkedRef[]> {
  const { rows } = await db.query<ParkedRef>(
    `SELECT DISTINCT table_name AS table, kind, key FROM ${parkedTable(schema)}
     WHERE (table_name, kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [refs.map(({ table }) => table), refs.map(({ kind }) => kind), refs.map(({ key }) => key)],
  );
  return rows;
}

/** Everything that is parked. */
export async function parkedOf(db: Queries, schema: string): Promise<ParkedRef[]> {
  const { rows } = await db.query<ParkedRef>(
    `SELECT DISTINCT table_name AS table, kind, key FROM ${parkedTable(schema)}`,
  );
  return rows;
}

/** @param since when the key was parked first, where it is parked again */
export async function addParked(
  db: Queries,
  schema: string,
  queued: readonly QueuedEvent[],
  { since = null, attempts = 1 }: Readonly<{ since?: string | null; attempts?: number }> = {},
): Promise<void> {
  if (queued.length === 0) return;
  const rows = queued.map(({ table, kind, key, event, reason }) => ({
    ...{ table_name: table, kind, key, reason, attempts, position: String(event.position) },
    ...{ stream: event.stream, revision: event.revision, event_id: event.id, type: event.type },
  }));
  const columns = 'table_name, kind, key, position, stream, revision, event_id, type, reason';
  await db.query(
    `INSERT INTO ${parkedTable(schema)} (${columns}, attempts, parked_at)
     SELECT ${columns}, attempts, coalesce($2::timestamptz, now())
     FROM jsonb_to_recordset($1::jsonb) AS rows(table_name text, kind text, key text,
       position bigint, stream text, revision integer, event_id text, type text, reason text,
       attempts integer)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), since],
  );
}
