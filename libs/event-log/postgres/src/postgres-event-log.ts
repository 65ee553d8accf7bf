/** The EventLog port on PostgreSQL, with nothing but `pg`. */
import type { Clock, EventLog, FeedOptions, Recorded, StoredLog } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { Appender } from './appender';
import { withClient } from './connection';
import { assertSchema } from './event-log.migration';
import { feedFrom, type PageOf } from './feed';
import { HeadWatch } from './head-watch';
import { NewestEvents, type Placed, type Sized } from './newest-events';
import { isPlainTable, misnumberedIn, rangeOf, rowAt, rowLast, rowUnplaced } from './reading';
import { beforeAll, recordedOf, storedOf, type Row } from './recorded-rows';
import { restoreInto } from './restoring';
import { StreamReader } from './stream-reader';

export type PostgresEventLogOptions = Readonly<{
  /** At least four connections: appends, listening, and the pages of feeds. */
  pool: Pool;
  clock: Clock;
  /** Where `migrateEventLog` has put the log. */
  schema?: string;
  /** How long PostgreSQL may be silent before a call counts as lost; 10 s. */
  deadlineMs?: number;
  /** The longest that a lost notification can delay a feed; 1 s. */
  pollMs?: number;
  /** Told of what is being worked around, during `append`, `feed`, `listen`, `poll` or `idle`. */
  onFailure?: (during: string, error: Error) => void;
}>;

export type PostgresEventLog = EventLog &
  StoredLog &
  Readonly<{
    /** Ends every feed and waits for appends in progress; the pool stays open. */
    close(): Promise<void>;
  }>;

/** Of events that are read to be hashed or copied, in a process that has 224 MB for everything. */
const pageBytesMax = 8 * 1024 * 1024;
/** What owners of the table have put in is found by reading all of it, or of an index. */
const wholeMsMax = 600_000;

type Reading<Event extends Placed> = Readonly<{
  newest?: NewestEvents<Event>;
  pageBytesMax?: number;
}>;

export function createPostgresEventLog(options: PostgresEventLogOptions): PostgresEventLog {
  const { pool, clock, schema = 'ledger', deadlineMs = 10_000, pollMs = 1_000 } = options;
  const { onFailure = () => undefined } = options;
  assertSchema(schema);
  // An idle connection that dies with its server must not end this process as well.
  if (pool.listenerCount('error') === 0) pool.on('error', (error) => onFailure('idle', error));
  const remembered = rememberedOf({ pool, clock, schema, deadlineMs, pollMs, onFailure });
  const { newest, watch, appender } = remembered;
  const reader = new StreamReader({ pool, schema, deadlineMs });
  const feeds = new Set<AbortController>();

  async function* feed<Event extends Placed>(
    wanted: FeedOptions,
    shown: (row: Row) => Event,
    reading: Reading<Event> = {},
  ): AsyncGenerator<PageOf<Event>, void> {
    const ending = new AbortController();
    const end = () => ending.abort();
    if (wanted.signal?.aborted) return;
    wanted.signal?.addEventListener('abort', end);
    feeds.add(ending);
    try {
      const source = { pool, schema, deadlineMs, watch, signal: ending.signal, onFailure };
      yield* feedFrom({ ...source, ...reading }, wanted, shown, reading.newest);
    } finally {
      wanted.signal?.removeEventListener('abort', end);
      feeds.delete(ending);
      // Nothing of a feed outlives it, not even a page that was asked for ahead.
      end();
    }
  }

  return {
    append: (stream, events, { expected }) => appender.append(stream, events, expected),
    readStream: (stream, range = {}) => reader.read(stream, range),
    feed: (wanted) => feed(wanted, recordedOf, { newest }),
    head: () => watch.ask(),
    stride: 1,
    stored: ({ after: from, ...range }) => {
      const after = from === 0n ? beforeAll : from;
      return feed({ ...range, after, untilHead: true }, storedOf, { pageBytesMax });
    },
    unplaced: () => first(withClient(pool, wholeMsMax, (client) => rowUnplaced(client, schema))),
    misnumbered: () => withClient(pool, wholeMsMax, (client) => misnumberedIn(client, schema)),
    isPlain: () => withClient(pool, deadlineMs, (client) => isPlainTable(client, schema)),
    last: () => first(withClient(pool, deadlineMs, (client) => rowLast(client, schema))),
    at: (stream, revision) =>
      first(withClient(pool, deadlineMs, (client) => rowAt(client, schema, stream, revision))),
    restore: async (events) => {
      const positions = await restoreInto({ pool, schema }, events);
      if (positions.length > 0) watch.raise(positions.at(-1)!);
      return positions;
    },
    close: async () => {
      for (const ending of feeds) ending.abort();
      await appender.idle();
      remembered.forget();
    },
  };
}

const first = async (rows: Promise<readonly Row[]>) => (await rows).map(storedOf)[0];

/** What a process remembers of the log's end, for as long as it is the same log. */
function rememberedOf(options: Required<PostgresEventLogOptions>) {
  const { pool, schema, deadlineMs } = options;
  const newest = new NewestEvents<Recorded>((range) =>
    withClient(pool, deadlineMs, (client) => rangeOf(client, schema, range, sized)),
  );
  const onFallenBack = () => {
    newest.clear();
    appender.forgetTail();
  };
  const watch = new HeadWatch({ ...options, onFallenBack });
  const appender = new Appender({
    ...options,
    head: () => watch.head,
    onCommitted: (position, before) => watch.appended(position, before),
  });
  // Another connection may lead to another server, or to this one with another database in it.
  const onConnected = () => {
    appender.forgetTail();
    watch.doubt();
  };
  pool.on('connect', onConnected);
  return { newest, watch, appender, forget: () => void pool.off('connect', onConnected) };
}

const sized = (row: Row): Sized<Recorded> => {
  const event = recordedOf(row);
  const characters = (row[9]?.length ?? 0) + (row[10]?.length ?? 0);
  return { event, position: event.position, characters };
};
