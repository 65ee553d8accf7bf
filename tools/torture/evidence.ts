/** Everything the checks look at: what the log holds, what was told, where everybody stands. */
import pg from 'pg';
import type { Acted, Known, Told, ToldFact } from './journal';
import type { LogEvent } from './log-reader';
import type { Way } from './plan';
import type { OnTopic } from './topics';

export type Subscriber = Readonly<{ consumer: string; position: bigint; failure: string | null }>;
export type Parked = Readonly<{ consumer: string; key: string; reason: string | null }>;

/** What the operator's command line answered. */
export type Ran = Readonly<{ code: number; out: string; err: string }>;

/** What came of a backup in an installation that was empty. */
export type Restored = Readonly<{
  /** Of each command on the way, first to last. */
  runs: readonly Ran[];
  events: readonly LogEvent[];
  /** The archive of the customer who was asked for, personal data included. */
  archive: string;
}>;

export type Trace = Readonly<{ table: string; text: string }>;

export type Evidence = Readonly<{
  /** In the order of their positions. */
  events: readonly LogEvent[];
  /** Each position is one more than the one before: the store counts events, not bytes. */
  isCounted: boolean;
  /** Ids in the order in which a reader saw them who followed the log all the time. */
  followed: readonly string[];
  commands: readonly Told[];
  facts: readonly ToldFact[];
  customers: readonly Known[];
  erased: readonly Known[];
  /** Answers by status; 0 for none. */
  answers: ReadonlyMap<number, number>;
  /** What clients met that no client should meet. */
  surprises: readonly string[];
  /** What operators did meanwhile. */
  acts: readonly Acted[];
  /** Starts that did not come up unaided, and processes that ended without being killed. */
  failedStarts: readonly string[];
  starts: number;
  subscribers: readonly Subscriber[];
  parked: readonly Parked[];
  /** Everything that stands on the topics, in its order there; absent where there is no Kafka. */
  topics?: readonly OnTopic[];
  /** When the log was read, ISO 8601. */
  now: string;
  /** Runs `taizhang <args>` on the same ledger. */
  taizhang(...args: readonly string[]): Promise<Ran>;
  /** Which tables of the database hold something that looks like this, and what it is. */
  search(pattern: string): Promise<readonly Trace[]>;
  /** Restores elsewhere what operators backed up meanwhile. */
  restored(customer: string | undefined): Promise<Restored>;
  /** What the platform answers to somebody who may see it. */
  get(path: string): Promise<Readonly<{ status: number; body: object }>>;
}>;

const checkpoints =
  'SELECT consumer, position, failure FROM exchange.checkpoints ORDER BY consumer';
/** Everybody's place; who waits for nothing on its topic stands where the publisher stands. */
const places: Readonly<Record<Way, string>> = {
  embedded: checkpoints,
  eventstoredb: checkpoints,
  distributed: `
    WITH publisher AS (SELECT position, failure FROM exchange.publisher),
    waiting AS (
      SELECT consumer, min(coalesce(inbox.position, 0)) AS position
      FROM exchange.consumers JOIN exchange.published USING (topic)
      LEFT JOIN exchange.inbox USING (consumer, topic, partition)
      WHERE published.position > coalesce(inbox.position, 0) GROUP BY consumer)
    SELECT 'exchange.publisher' AS consumer, position, failure FROM publisher
    UNION ALL
    SELECT consumer, coalesce(waiting.position, publisher.position), consumers.failure
    FROM exchange.consumers CROSS JOIN publisher LEFT JOIN waiting USING (consumer)`,
};

export async function standing(
  client: pg.Client,
  way: Way,
): Promise<Pick<Evidence, 'subscribers' | 'parked'>> {
  const { rows: subscribers } = await client.query<{ consumer: string; position: string }>(
    places[way],
  );
  const { rows: parked } = await client.query<Parked>(
    'SELECT consumer, key, reason FROM exchange.parked ORDER BY consumer, key',
  );
  return {
    subscribers: subscribers.map(({ consumer, position, ...row }) => ({
      ...(row as { failure: string | null }),
      ...{ consumer, position: BigInt(position) },
    })),
    parked,
  };
}

/** @param pattern  with one pair of parentheses, around what is to be told */
export async function tracesOf(client: pg.Client, pattern: string): Promise<Trace[]> {
  const { rows: tables } = await client.query<{ table: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const traces: Trace[] = [];
  for (const { table } of tables) {
    const { rows } = await client.query<{ text: string }>(
      `SELECT DISTINCT substring(t::text, $1) AS text FROM ${table} t WHERE t::text ~ $1`,
      [pattern],
    );
    traces.push(...rows.map(({ text }) => ({ table, text })));
  }
  return traces;
}

/** Does something with a connection of its own, or tells that there is none. */
export async function connected<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
