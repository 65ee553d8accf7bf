/**
 * Where events wait that a table of a read model cannot take in: beside the rows, in the same
 * schema, so that a rebuild that is switched in, thrown away or rolled back takes them with it.
 * Only where each event stands in the log is kept; what it says is read there again.
 */
import type { Recorded } from '@taizhang/kernel';
import { escapeLiteral } from 'pg';
import { jsonText } from './column-text';
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

/** Where rows wait, and streams of which nobody can say whose row they touch. */
export interface ParkedSince {
  /** Whether an event waits behind the one that could not be taken in, or is that one. */
  has(
    table: string,
    kind: ParkedRef['kind'],
    key: string,
    event: Pick<Recorded, 'position'>,
  ): boolean;
  /** Of the first event that waits; undefined where none does. */
  first(table: string, kind: ParkedRef['kind'], key: string): bigint | undefined;
  /** Every stream of a table that waits, with its first event. */
  streams(table: string): readonly string[];
}

export async function parkedSince(db: Queries, schema: string): Promise<ParkedSince> {
  const { rows } = await db.query<ParkedRef & { first: string }>(
    `SELECT table_name AS table, kind, key, min(position)::text AS first
     FROM ${parkedTable(schema)} GROUP BY table_name, kind, key ORDER BY 1, 2, 3`,
  );
  const firsts = new Map(
    rows.map(({ table, kind, key, first }) => [`${table} ${kind} ${key}`, BigInt(first)]),
  );
  const first: ParkedSince['first'] = (table, kind, key) => firsts.get(`${table} ${kind} ${key}`);
  return {
    first,
    has(table, kind, key, { position }) {
      if (firsts.size === 0) return false;
      const from = first(table, kind, key);
      return from !== undefined && position >= from;
    },
    streams: (table) =>
      rows
        .filter((row) => row.table === table && row.kind === 'stream')
        .map((row) => `${row.key} ${row.first}`),
  };
}

type Parking = Readonly<{ since?: string | null; attempts?: number }>;

/** @param parking when the key was parked first, where it is parked again, and how often */
export async function addParked(
  db: Queries,
  schema: string,
  queued: readonly QueuedEvent[],
  parking?: Parking,
): Promise<void> {
  for (const statement of parkingOf(schema, queued, parking)) await db.query(statement);
}

export function parkingOf(
  schema: string,
  queued: readonly QueuedEvent[],
  { since = null, attempts = 1 }: Parking = {},
): string[] {
  if (queued.length === 0) return [];
  const rows = queued.map(({ table, kind, key, event, reason }) => ({
    ...{ table_name: table, kind, key, reason, attempts, position: String(event.position) },
    ...{ stream: event.stream, revision: event.revision, event_id: event.id, type: event.type },
  }));
  const columns = 'table_name, kind, key, position, stream, revision, event_id, type, reason';
  const at = since === null ? 'now()' : `${escapeLiteral(since)}::timestamptz`;
  return [
    `INSERT INTO ${parkedTable(schema)} (${columns}, attempts, parked_at)
     SELECT ${columns}, attempts, ${at}
     FROM jsonb_to_recordset(${escapeLiteral(jsonText(rows))}::jsonb) AS rows(table_name text,
       kind text, key text, position bigint, stream text, revision integer, event_id text,
       type text, reason text, attempts integer)
     ON CONFLICT DO NOTHING`,
  ];
}
