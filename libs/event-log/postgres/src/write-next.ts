/**
 * The short way for one event at a time, at two thirds of the cost of a batch of one. Who wrote the
 * last event of the log knows the next position, and the caller expects a revision: one INSERT can
 * be tried with both. The table's keys refuse it wherever the world has changed, the lock wherever
 * somebody else is writing; then nothing was written, and the long way finds out why.
 */
import type { Instant } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { isRevision, type Append, type Verdict } from './write-many';
import { lockKeys } from './append-many.migration';

/** The last event of the log, as far as this process knows. */
export type Tail = Readonly<{ position: bigint; recordedAt: Instant }>;

/** Whether the revision of an append's only event can be told without asking. */
export const isPlain = ({ events, expected }: Append) =>
  events.length === 1 && (expected === 'no-stream' || isRevision(expected));

/** Answers nothing when it could not be written this way. */
export async function writeNext(
  client: ClientBase,
  schema: string,
  { stream, expected, events, contexts, datas }: Append,
  { tail, now }: { tail: Tail; now: Instant },
): Promise<Verdict | undefined> {
  const { id, type, version, at, by } = events[0]!;
  const revision = expected === 'no-stream' ? 0 : Number(expected) + 1;
  const position = tail.position + 1n;
  const recordedAt = tail.recordedAt > now ? tail.recordedAt : now;
  const place = [position, stream, revision];
  const { rowCount } = await client.query({
    name: `${schema}.append_next`,
    text: statement(schema),
    values: [...place, id, type, version, at, recordedAt, by, contexts[0], datas[0]],
  });
  return rowCount === 1 ? { verdict: 'appended', revision, position, recordedAt } : undefined;
}

// The revision before must be there: expecting one beyond the end would leave a gap. Notifying in
// the condition spares the row of a RETURNING; when nothing is written, readers look in vain once.
const statement = (schema: string) => `
INSERT INTO ${schema}.events
SELECT $1::bigint, $2::text, $3::integer, $4::uuid, $5::text, $6::smallint, $7::timestamptz,
  $8::timestamptz, $9::text, $10::json, $11::json
WHERE pg_try_advisory_xact_lock(${lockKeys(schema)})
  AND ($3 = 0 OR EXISTS (SELECT FROM ${schema}.events WHERE stream = $2 AND revision = $3 - 1))
  AND pg_notify('${schema}', $1::text) IS NOT NULL
ON CONFLICT DO NOTHING`;
