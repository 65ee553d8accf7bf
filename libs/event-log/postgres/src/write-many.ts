/** One transaction with the log: appends go in, a verdict on each comes out. */
import type { Expected, Instant, Proposed, Revision } from '@taizhang/kernel';
import type { ClientBase, QueryArrayConfig } from 'pg';
import {
  integerArray,
  jsonArray,
  smallintArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from './binary-arrays';
import { instantOf, plainText } from './recorded-rows';

/** An append made ready to be sent. */
export type Append = Readonly<{
  stream: string;
  expected: Expected;
  events: readonly Proposed[];
  /** Stored as they are here, for good. */
  contexts: readonly string[];
  datas: readonly string[];
  bytes: number;
}>;

/** What the log says of an append. */
export type Verdict = Written | NotWritten;

type Written = Readonly<{
  verdict: 'appended';
  /** Of the append's last event. */
  revision: number;
  position: bigint;
  recordedAt: Instant;
}>;

/** The stream has moved on; or some of the ids are in the log already. */
type NotWritten = Readonly<{ verdict: 'stale' | 'known'; actual: Revision }>;

/** @throws TypeError when context or data have no JSON form */
export function readyToSend(
  stream: string,
  events: readonly Proposed[],
  expected: Expected,
): Append {
  const contexts = events.map(({ context }) => JSON.stringify(context));
  const datas = events.map(({ data }) => JSON.stringify(data));
  const bytes = [...contexts, ...datas].reduce((sum, text) => sum + text.length, 0);
  return { stream, expected, events, contexts, datas, bytes };
}

/** Writes appends to different streams in one transaction. */
export async function writeMany(
  client: ClientBase,
  schema: string,
  appends: readonly Append[],
  now: Instant,
): Promise<readonly Verdict[]> {
  const { rows } = await client.query<VerdictRow>(manyEvents(schema, appends, now));
  return rows.map(verdictFrom);
}

type VerdictRow = [verdict: Verdict['verdict'], revision: string, position: string, at: string];

function verdictFrom([verdict, text, position, recordedAt]: VerdictRow): Verdict {
  const revision = Number(text);
  if (verdict !== 'appended') return { verdict, actual: revision < 0 ? 'no-stream' : revision };
  return { verdict, revision, position: BigInt(position), recordedAt: instantOf(recordedAt) };
}

function manyEvents(schema: string, appends: readonly Append[], now: Instant): QueryArrayConfig {
  const events = appends.flatMap((append) => append.events);
  const owners = appends.flatMap((append, index) => append.events.map(() => index + 1));
  const places = appends.flatMap((append) => append.events.map((_, place) => place));
  return {
    name: `${schema}.append_many`,
    text:
      `SELECT verdict, revision, position, recorded_at AT TIME ZONE 'UTC' ` +
      `FROM ${schema}.append_many($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      now,
      textArray(appends.map(({ stream }) => stream)),
      integerArray(appends.map(({ expected }) => expectation(expected))),
      integerArray(appends.map((append) => append.events.length)),
      integerArray(owners),
      integerArray(places),
      uuidArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      smallintArray(events.map(({ version }) => version)),
      timestamptzArray(events.map(({ at }) => at)),
      textArray(events.map(({ by }) => by)),
      jsonArray(appends.flatMap(({ contexts }) => contexts)),
      jsonArray(appends.flatMap(({ datas }) => datas)),
    ],
    rowMode: 'array',
    types: plainText,
  };
}

const noStream = -1;
const nowhere = -2;

/** As the functions take it; a number that is no revision stays one that no stream has. */
function expectation(expected: Expected): number | null {
  if (expected === 'any') return null;
  if (expected === 'no-stream') return noStream;
  return isRevision(expected) ? expected : nowhere;
}

export const isRevision = (expected: Expected): expected is number =>
  Number.isInteger(expected) && Number(expected) >= 0 && Number(expected) < 2 ** 31 - 1;
