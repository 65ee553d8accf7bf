/** Rows of the log as events. Rebuilds spend most of their time here: no Date, no second parse. */
import type { ActorId, Instant, Recorded, StoredEvent } from '@taizhang/kernel';
import type { CustomTypesConfig } from 'pg';

/** Every value as PostgreSQL writes it. */
export const plainText: CustomTypesConfig = {
  getTypeParser: (() => (text: string) => text) as CustomTypesConfig['getTypeParser'],
};

/** What a row must be selected as; instants in UTC whatever the session's zone. */
export const columns =
  `position, stream, revision, id, type, version, ` +
  `occurred_at AT TIME ZONE 'UTC', recorded_at AT TIME ZONE 'UTC', actor, context, data`;

export type Row = readonly [
  position: string,
  stream: string,
  revision: string,
  id: string,
  type: string,
  version: string,
  occurredAt: string,
  recordedAt: string,
  actor: string,
  context: string,
  data: string,
];

export const recordedOf = (row: Row): Recorded => ({
  type: row[4],
  data: JSON.parse(row[10]),
  at: instantOf(row[6]),
  by: row[8] as ActorId,
  id: row[3],
  version: Number(row[5]),
  stream: row[1],
  revision: Number(row[2]),
  position: BigInt(row[0]),
  recordedAt: instantOf(row[7]),
  context: JSON.parse(row[9]),
});

/** The row as it is: what is read to be hashed, copied or backed up is not parsed. */
export const storedOf = (row: Row): StoredEvent => ({
  position: BigInt(row[0]),
  stream: row[1],
  revision: Number(row[2]),
  id: row[3],
  type: row[4],
  version: Number(row[5]),
  at: instantOf(row[6]),
  recordedAt: instantOf(row[7]),
  by: row[8] as ActorId,
  context: row[9],
  data: row[10],
});

const secondsLength = '2026-01-05 08:00:00'.length;

/** `2026-01-05 08:00:00.5`, which drops zeros at the end, as `2026-01-05T08:00:00.500Z`. */
export function instantOf(text: string): Instant {
  const fraction = text.slice(secondsLength) || '.';
  return `${text.slice(0, 10)}T${text.slice(11, secondsLength)}${fraction.padEnd(4, '0')}Z` as Instant;
}
