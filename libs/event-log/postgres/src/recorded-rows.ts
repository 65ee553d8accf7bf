/** Rows of the log as events. Rebuilds spend most of their time here: no Date, no second parse. */
import type { ActorId, Instant, Recorded, StoredEvent } from '@taizhang/kernel';
import type { CustomTypesConfig } from 'pg';

/** Every value as PostgreSQL writes it. */
export const plainText: CustomTypesConfig = {
  getTypeParser: (() => (text: string) => text) as CustomTypesConfig['getTypeParser'],
};

// Far more than an event ever has: what is longer was put there to be read. A value longer than a
// string can be would end the process, within the client library.
const bytesMax = 16 * 1024 * 1024;
// At rest it is compressed, to 1/255 at best; to look there costs nothing.
const restingBytesMax = Math.floor(bytesMax / 255);
const ifReadable = (column: string) =>
  `CASE WHEN pg_column_size(${column}) <= ${restingBytesMax} ` +
  `OR octet_length(${column}::text) <= ${bytesMax} THEN ${column}`;
// No name has a space.
const name = (column: string) =>
  `${ifReadable(column)} ELSE coalesce(left(${column}, 100), '') || ' …' END AS ${column}`;
const json = (column: string) => `${ifReadable(column)} END AS ${column}`;

/** What a row must be selected as; instants in UTC whatever the session's zone. */
export const columns =
  `position, ${name('stream')}, revision, id, ${name('type')}, version, ` +
  `occurred_at AT TIME ZONE 'UTC', recorded_at AT TIME ZONE 'UTC', ` +
  `${name('actor')}, ${json('context')}, ${json('data')}`;

/** Where somebody has altered the table, what must be there need not be. */
export type Row = readonly [
  position: string | null,
  stream: string,
  revision: string | null,
  id: string,
  type: string,
  version: string,
  occurredAt: string | null,
  recordedAt: string | null,
  actor: string,
  context: string | null,
  data: string | null,
];

/**
 * Before every position that a row can have. Those stand here that have none, and here begins what
 * reads everything: who alters the table can give a row any position.
 */
export const beforeAll = -(2n ** 63n) - 1n;

export const recordedOf = (row: Row): Recorded => ({
  type: row[4],
  data: JSON.parse(row[10] ?? 'null'),
  at: instantOf(row[6]),
  by: row[8] as ActorId,
  id: row[3],
  version: Number(row[5]),
  stream: row[1],
  revision: Number(row[2] ?? NaN),
  position: BigInt(row[0] ?? beforeAll),
  recordedAt: instantOf(row[7]),
  context: JSON.parse(row[9] ?? 'null'),
});

/** The row as it is: what is read to be hashed, copied or backed up is not parsed. */
export const storedOf = (row: Row): StoredEvent => ({
  position: BigInt(row[0] ?? beforeAll),
  stream: row[1],
  revision: Number(row[2] ?? NaN),
  id: row[3],
  type: row[4],
  version: Number(row[5]),
  at: instantOf(row[6]),
  recordedAt: instantOf(row[7]),
  by: row[8] as ActorId,
  // Of none or too much, what no event has: whoever hashes it finds out.
  context: row[9] ?? '',
  data: row[10] ?? '',
});

const secondsLength = '2026-01-05 08:00:00'.length;
const zero = '2026-01-05T08:00:00.000Z';
const written = Buffer.alloc(zero.length);
const [tee, point] = [zero.indexOf('T'), zero.indexOf('.')];

/**
 * `2026-01-05 08:00:00.5`, which drops zeros at the end, as `2026-01-05T08:00:00.500Z`. In one
 * piece: put together from parts, a string keeps its parts for as long as it lives.
 */
export function instantOf(text: string | null): Instant {
  if (text === null) return 'none' as Instant;
  if (text.length >= zero.length) return inParts(text);
  written.write(zero, 'latin1');
  written.write(text, 'latin1');
  written[tee] = 0x54;
  written[point] = 0x2e;
  return written.toString('latin1') as Instant;
}

/** Finer than what we write. */
const inParts = (text: string) =>
  `${text.slice(0, tee)}T${text.slice(tee + 1, secondsLength)}${text.slice(secondsLength)}Z` as Instant;
