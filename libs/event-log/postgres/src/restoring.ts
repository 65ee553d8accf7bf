/**
 * Adding events of another log as they are there. The lock of all appends is held, so positions
 * stay without gaps; nothing is ever changed: what is there is compared, what is not is inserted.
 */
import { assertHeldAlike, assertNext, assertStorable, type StoredEvent } from '@taizhang/kernel';
import type { ClientBase, Pool } from 'pg';
import { lockKeys } from './append-many.migration';
import {
  integerArray,
  jsonArray,
  smallintArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from './binary-arrays';
import { connect, giveBack, within } from './connection';
import { columns, plainText, storedOf, type Row } from './recorded-rows';

const deadlineMs = 120_000;

/** @returns the position of each event, all or nothing @throws Conflict */
export async function restoreInto(
  { pool, schema }: { pool: Pool; schema: string },
  events: readonly StoredEvent[],
): Promise<readonly bigint[]> {
  if (events.length === 0) return [];
  assertStorable(events);
  const client = await connect(pool, deadlineMs);
  try {
    await client.query('BEGIN');
    const positions = await within(deadlineMs, restore(client, schema, events));
    await client.query('COMMIT');
    giveBack(client);
    return positions;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    giveBack(client, error);
    throw error;
  }
}

async function restore(
  client: ClientBase,
  schema: string,
  events: readonly StoredEvent[],
): Promise<readonly bigint[]> {
  // Plans must not depend on how small the table was when its statistics were made.
  await client.query(
    'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; ' +
      `SET LOCAL enable_mergejoin = off; SELECT pg_advisory_xact_lock(${lockKeys(schema)})`,
  );
  const there = await thereAlready(client, schema, events);
  const last = await lastRevisions(client, schema, events);
  let head = await headOf(client, schema);
  const fresh: StoredEvent[] = [];
  const positions = events.map((event) => {
    const place = there.byPlace.get(placeOf(event)) ?? there.byId.get(event.id);
    if (place) {
      assertHeldAlike(event, place);
      return place.position;
    }
    assertNext(event, last.get(event.stream));
    last.set(event.stream, event.revision);
    fresh.push({ ...event, position: ++head });
    return head;
  });
  if (fresh.length > 0) await insert(client, schema, fresh);
  return positions;
}

const placeOf = ({ stream, revision }: StoredEvent) => `${stream}@${revision}`;

async function thereAlready(client: ClientBase, schema: string, events: readonly StoredEvent[]) {
  const { rows } = await client.query<Row & string[]>({
    text:
      `SELECT ${columns} FROM ${schema}.events WHERE id = ANY ($1) ` +
      `UNION ALL SELECT ${columns} FROM ${schema}.events ` +
      'JOIN unnest($2::text[], $3::integer[]) AS place (stream, revision) ' +
      'USING (stream, revision)',
    values: [
      uuidArray(events.map(({ id }) => id)),
      textArray(events.map(({ stream }) => stream)),
      integerArray(events.map(({ revision }) => revision)),
    ],
    rowMode: 'array',
    types: plainText,
  });
  const found = rows.map(storedOf);
  return {
    byPlace: new Map(found.map((event) => [placeOf(event), event])),
    byId: new Map(found.map((event) => [event.id, event])),
  };
}

async function lastRevisions(
  client: ClientBase,
  schema: string,
  events: readonly StoredEvent[],
): Promise<Map<string, number>> {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const { rows } = await client.query<[stream: string, revision: number | null]>({
    text:
      `SELECT stream, (SELECT max(revision) FROM ${schema}.events e WHERE e.stream = s.stream) ` +
      'FROM unnest($1::text[]) AS s (stream)',
    values: [textArray(streams)],
    rowMode: 'array',
  });
  return new Map(rows.flatMap(([stream, last]) => (last === null ? [] : [[stream, last]])));
}

async function headOf(client: ClientBase, schema: string): Promise<bigint> {
  const { rows } = await client.query(
    `SELECT coalesce(max(position), 0)::text AS head FROM ${schema}.events`,
  );
  return BigInt(rows[0].head);
}

/** @param events with the position that each gets here */
async function insert(client: ClientBase, schema: string, events: readonly StoredEvent[]) {
  const first = events[0]!.position;
  await client.query(
    `INSERT INTO ${schema}.events
     SELECT $1::bigint + n - 1, stream, revision, id, type, version, occurred_at, recorded_at,
       actor, context, data
     FROM unnest($2::text[], $3::integer[], $4::uuid[], $5::text[], $6::smallint[],
         $7::timestamptz[], $8::timestamptz[], $9::text[], $10::json[], $11::json[])
       WITH ORDINALITY e(stream, revision, id, type, version, occurred_at, recorded_at, actor,
         context, data, n)`,
    [
      first,
      textArray(events.map(({ stream }) => stream)),
      integerArray(events.map(({ revision }) => revision)),
      uuidArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      smallintArray(events.map(({ version }) => version)),
      timestamptzArray(events.map(({ at }) => at)),
      timestamptzArray(events.map(({ recordedAt }) => recordedAt)),
      textArray(events.map(({ by }) => by)),
      jsonArray(events.map(({ context }) => context)),
      jsonArray(events.map(({ data }) => data)),
    ],
  );
  await client.query('SELECT pg_notify($1, $2)', [schema, String(events.at(-1)!.position)]);
}
