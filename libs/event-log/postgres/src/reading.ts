/** Every question that is asked of the log. */
import type { Instant, Misnumbered, Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { integerArray, textArray } from './binary-arrays';
import { beforeAll, columns, instantOf, plainText, recordedOf, type Row } from './recorded-rows';

const inRows = { rowMode: 'array', types: plainText } as const;

// None of these is a named statement: planned anew each time, they cannot keep a plan from when
// the table was small.

/** Position of the newest event; 0n for an empty log. */
export async function headOf(client: ClientBase, schema: string): Promise<bigint> {
  const text = `SELECT coalesce(max(position), 0) FROM ${schema}.events`;
  const { rows } = await client.query<[string]>({ ...inRows, text });
  return BigInt(rows[0]![0]);
}

/** Part of a stream; both revisions inclusive. */
export type StreamRange = Readonly<{ stream: string; from: number; to: number }>;

/** The events of each of these ranges, in order. */
export async function streamsOf(
  client: ClientBase,
  schema: string,
  ranges: readonly StreamRange[],
): Promise<readonly (readonly Recorded[])[]> {
  const text =
    `SELECT found.*, wanted.n FROM unnest($1::text[], $2::int[], $3::int[]) ` +
    `WITH ORDINALITY AS wanted(stream, first, last, n) CROSS JOIN LATERAL ` +
    `(SELECT ${columns} FROM ${schema}.events e WHERE e.stream = wanted.stream ` +
    `AND e.revision BETWEEN wanted.first AND wanted.last OFFSET 0) found ` +
    `ORDER BY wanted.n, found.revision`;
  const values = [
    textArray(ranges.map(({ stream }) => stream)),
    integerArray(ranges.map(({ from }) => from)),
    integerArray(ranges.map(({ to }) => to)),
  ];
  const { rows } = await client.query<string[]>({ ...inRows, text, values });
  const found: Recorded[][] = ranges.map(() => []);
  for (const row of rows) found[Number(row.at(-1)) - 1]!.push(recordedOf(row as Row & string[]));
  return found;
}

/** The newest row, if there is one. Those that somebody gave no position stand before all. */
export async function rowLast(client: ClientBase, schema: string): Promise<readonly Row[]> {
  const text =
    `SELECT ${columns} FROM ${schema}.events WHERE position IS NOT NULL ` +
    `ORDER BY position DESC LIMIT 1`;
  return (await client.query<Row & string[]>({ ...inRows, text })).rows;
}

/** A row that somebody gave no position, if there is one; with the key in place there cannot be. */
export async function rowUnplaced(client: ClientBase, schema: string): Promise<readonly Row[]> {
  const text =
    `SELECT ${columns} FROM ${schema}.events WHERE position IS NULL ` +
    `ORDER BY stream, revision LIMIT 1`;
  return (await client.query<Row & string[]>({ ...inRows, text })).rows;
}

/** The first stream whose revisions are not 0, 1, 2 …, by the index that keeps them apart. */
export async function misnumberedIn(
  client: ClientBase,
  schema: string,
): Promise<Misnumbered | undefined> {
  const text =
    `SELECT stream, revision, due FROM (SELECT stream, revision, ` +
    `row_number() OVER (PARTITION BY stream ORDER BY revision) - 1 AS due ` +
    `FROM ${schema}.events) numbered WHERE revision::text IS DISTINCT FROM due::text LIMIT 1`;
  const { rows } = await client.query<string[]>({ ...inRows, text });
  return rows.map(([stream, revision, due]) => ({
    ...{ stream: stream!, revision: Number(revision ?? NaN), due: Number(due) },
  }))[0];
}

/** Whether it is a table of its own, without rules, policies and tables that belong to it. */
export async function isPlainTable(client: ClientBase, schema: string): Promise<boolean> {
  const text =
    `SELECT c.relkind = 'r' AND NOT c.relrowsecurity ` +
    `AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = c.oid) ` +
    `AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE c.oid IN (inhparent, inhrelid)) ` +
    `FROM pg_catalog.pg_class c WHERE c.oid = '${schema}.events'::regclass`;
  const { rows } = await client.query<[string]>({ ...inRows, text });
  return rows[0]?.[0] === 't';
}

/** The row at a place of a stream, if there is one. */
export async function rowAt(
  client: ClientBase,
  schema: string,
  stream: string,
  revision: number,
): Promise<readonly Row[]> {
  const text = `SELECT ${columns} FROM ${schema}.events WHERE stream = $1 AND revision = $2`;
  const values = [stream, revision];
  return (await client.query<Row & string[]>({ ...inRows, text, values })).rows;
}

export type Place = Readonly<{
  id: string;
  stream: string;
  revision: number;
  position: bigint;
  recordedAt: Instant;
}>;

/** Where events are, in log order; ids the log does not hold are left out. */
export async function placesOf(
  client: ClientBase,
  schema: string,
  ids: readonly string[],
): Promise<readonly Place[]> {
  const text =
    `SELECT id, stream, revision, position, recorded_at AT TIME ZONE 'UTC' ` +
    `FROM ${schema}.events WHERE id = ANY ($1) ORDER BY position`;
  const { rows } = await client.query<string[]>({ ...inRows, text, values: [ids] });
  return rows.map(([id, stream, revision, position, recordedAt]) => ({
    id: id!,
    stream: stream!,
    revision: Number(revision),
    position: BigInt(position ?? beforeAll),
    recordedAt: instantOf(recordedAt!),
  }));
}

export type Range = Readonly<{
  /** Exclusive. */
  after: bigint;
  /** Inclusive; must have been given out already. */
  to: bigint;
  limit: number;
  types?: readonly string[] | undefined;
  categories?: readonly string[] | undefined;
}>;

/**
 * The events of a range that are wanted, at most `limit`, and how far was looked. Ranges are read
 * in position order along the primary key; a filter drops rows on the way, so it needs no index
 * that every append would pay for. Rows at one position, once the key is gone, come together: none
 * of them is between two pages.
 */
export async function rangeOf<Event extends Readonly<{ position: bigint }>>(
  client: ClientBase,
  schema: string,
  { after, to, limit, types, categories }: Range,
  shown: (row: Row) => Event,
): Promise<{ events: readonly Event[]; through: bigint }> {
  const values: unknown[] = [...bounds(after, to), limit];
  const wanted = [between(after)];
  if (types) wanted.push(`type = ANY ($${values.push(types)})`);
  if (categories) wanted.push(`${category} = ANY ($${values.push(categories)})`);
  const text =
    `SELECT ${columns} FROM ${schema}.events ` +
    `WHERE ${wanted.join(' AND ')} ORDER BY position FETCH FIRST ($3) ROWS WITH TIES`;
  const { rows } = await client.query<Row & string[]>({ ...inRows, text, values });
  const events = rows.map(shown);
  return { events, through: events.length < limit ? to : events.at(-1)!.position };
}

// The least position that a row can have is not behind any other.
const bounds = (after: bigint, to: bigint) => [after === beforeAll ? after + 1n : after, to];
const between = (after: bigint) =>
  `position ${after === beforeAll ? '>=' : '>'} $1 AND position <= $2`;

// Of what is compressed at rest it must be found out.
const bytesOf = (column: string) =>
  `coalesce(CASE WHEN pg_column_compression(${column}) IS NULL THEN pg_column_size(${column}) ` +
  `ELSE octet_length(${column}::text) END, 0)`;

/** `isShared` where the rows at `to` are several. */
export type Reach = Readonly<{ to: bigint; isShared: boolean }>;

/**
 * Up to where the next rows of a range fit into so many bytes, with the one that goes beyond them:
 * a page of thousands can have rows of megabytes, and a process little memory. Once the key is gone
 * a million rows can stand at one position: the first such one is as far as a page goes.
 */
export async function withinBytes(
  client: ClientBase,
  schema: string,
  { after, to, limit }: Range,
  bytesMax: number,
): Promise<Reach> {
  const text =
    `SELECT position, is_shared FROM (SELECT position, ` +
    `coalesce(position = lead(position) OVER (ORDER BY position), false) AS is_shared, ` +
    `sum(${bytesOf('context')} + ${bytesOf('data')}) OVER (ORDER BY position) AS bytes ` +
    `FROM ${schema}.events WHERE ${between(after)} ORDER BY position LIMIT $3) rows ` +
    `WHERE bytes > $4 OR is_shared ORDER BY position, is_shared DESC LIMIT 1`;
  // One more than a page has: its last row, too, may have another beside it.
  const values = [...bounds(after, to), limit + 1, bytesMax];
  const { rows } = await client.query<[string, string]>({ ...inRows, text, values });
  const [row] = rows;
  return row ? { to: BigInt(row[0]), isShared: row[1] === 't' } : { to, isShared: false };
}

// They may be of megabytes, each.
const sharingMax = 16;

/**
 * Some of the rows that share a position, behind the one that lies at `within`. Where there are
 * more, the answer says within which one to go on, and that the position is not looked through.
 */
export async function sharingOf<Event>(
  client: ClientBase,
  schema: string,
  { position, within = '(0,0)' }: Readonly<{ position: bigint; within?: string }>,
  shown: (row: Row) => Event,
): Promise<{ events: readonly Event[]; through: bigint; within?: string }> {
  const text =
    `SELECT ${columns}, ctid FROM ${schema}.events ` +
    `WHERE position = $1 AND ctid > $2::tid ORDER BY ctid LIMIT ${sharingMax}`;
  const values = [position, within];
  const { rows } = await client.query<Row & string[]>({ ...inRows, text, values });
  const events = rows.map(shown);
  if (rows.length < sharingMax) return { events, through: position };
  return { events, through: position - 1n, within: rows.at(-1)!.at(-1)! };
}

/** How far there are no events behind a position; itself where it is the last. */
export async function lastBeforeNext(
  client: ClientBase,
  schema: string,
  position: bigint,
): Promise<bigint> {
  const text = `SELECT coalesce(min(position) - 1, $1) FROM ${schema}.events WHERE position > $1`;
  const { rows } = await client.query<[string]>({ ...inRows, text, values: [position] });
  return BigInt(rows[0]![0]);
}

/** The kernel's `categoryOf` in SQL: what stands before the last hyphen. */
const category = `left(stream, -position('-' IN reverse(stream)))`;
