/** The EventLog port on EventStoreDB 22.6 or newer, and on KurrentDB. */
import type { Clock, EventLog, FeedOptions, StoredLog } from '@taizhang/kernel';
import { Appender } from './appender';
import { feedFrom, type PageOf } from './feed';
import { GivenOut } from './given-out';
import { HeadWatch } from './head-watch';
import { persistently } from './patience';
import { Restorer } from './restoring';
import { EventStoreDbServer, isPassing, isUserUnknown, type Stored } from './server';
import { isOurs, recordedOf, storedOf } from './stored-event';
import { toldFeed, toldToReaders } from './told';

export type EventStoreDbEventLogOptions = Readonly<{
  /** `esdb://…`, with the credentials in it: the client takes a slower way with any others. */
  connectionString: string;
  /** Says when events are recorded; the server's own time stays with it. */
  clock: Clock;
  /** How long the server may be silent before a call counts as lost; 10 s. */
  deadlineMs?: number;
  /** The longest that a subscription that fell silent can delay a feed; 1 s. */
  pollMs?: number;
  /** How long a server that is being put in charge may take to show what it has; 5 s. */
  settleMs?: number;
  /** Told of what is being worked around, during `append`, `feed`, `listen` or `poll`. */
  onFailure?: (during: string, error: Error) => void;
}>;

export type EventStoreDbEventLog = EventLog &
  StoredLog &
  Readonly<{
    /** The same log by another clock; it shares everything else and is closed together. */
    by(clock: Clock): EventLog;
    /**
     * Waits for a server that is starting still.
     * @throws why it does not answer, after `patienceMs` or when waiting would not help
     */
    ready(patienceMs: number): Promise<void>;
    /** Ends every feed, waits for appends in progress and lets the server go. */
    close(): Promise<void>;
  }>;

/** Of one event with what the server keeps around it: a round number, for `stride`. */
const bytesOfEvent = 1_000;

/** One per process and server: it orders what the process appends to a stream. */
export function createEventStoreDbEventLog(
  options: EventStoreDbEventLogOptions,
): EventStoreDbEventLog {
  const { connectionString, deadlineMs = 10_000, pollMs = 1_000 } = options;
  const { settleMs = 5_000, onFailure = () => undefined } = options;
  const server = new EventStoreDbServer(connectionString, deadlineMs);
  const given = new GivenOut();
  const patience = { deadlineMs, pollMs, settleMs, onFailure };
  const { watch, appender, restorer } = partsOn(server, patience);
  const feeds = new Set<AbortController>();

  async function* feed<Event>(
    wanted: FeedOptions,
    shown: (stored: Stored) => Event,
  ): AsyncGenerator<PageOf<Event>, void> {
    const ending = new AbortController();
    const end = () => ending.abort();
    if (wanted.signal?.aborted) return;
    wanted.signal?.addEventListener('abort', end);
    feeds.add(ending);
    try {
      yield* feedFrom({ server, watch, given, signal: ending.signal, onFailure }, wanted, shown);
    } finally {
      wanted.signal?.removeEventListener('abort', end);
      feeds.delete(ending);
      // Nothing of a feed outlives it, not even a page that was asked for ahead.
      end();
    }
  }

  const by = (clock: Clock): EventLog => ({
    append: (stream, events, { expected }) => appender.append({ stream, events, expected }, clock),
    readStream: (stream, { from = 0, to } = {}) =>
      reachable(async () => {
        if (from === 0 && to === undefined) return appender.read(stream);
        const stored = await server.readStream(stream, from, to ?? 2 ** 31 - 1);
        return stored.filter(isOurs).map(recordedOf);
      }),
    feed: (wanted) => toldFeed(feed(wanted, recordedOf)),
    head: () => reachable(() => watch.ask()),
    stride: bytesOfEvent,
  });

  return {
    ...by(options.clock),
    by,
    stored: (range) => toldFeed(feed({ ...range, untilHead: true }, storedOf)),
    restore: (events) => restorer.restore(events),
    last: () => reachable(() => lastOf(server, watch)),
    at: (stream, revision) => reachable(() => eventAt(server, stream, revision)),
    ready: (patienceMs) => ready(watch, patienceMs),
    close: async () => {
      for (const ending of feeds) ending.abort();
      // A reader that holds a page and never asks for the next one does not hear of it.
      watch.end();
      await appender.idle();
      await server.close();
    },
  };
}

type Patience = Required<
  Pick<EventStoreDbEventLogOptions, 'deadlineMs' | 'pollMs' | 'settleMs' | 'onFailure'>
>;

function partsOn(server: EventStoreDbServer, { deadlineMs, onFailure, ...patience }: Patience) {
  const onDoubt = () => appender.forget();
  const watch = new HeadWatch({ server, onDoubt, onFailure, ...patience });
  const onCommitted = (position: bigint, before = -1n) => watch.appended(position, before);
  const appender: Appender = new Appender({
    ...{ server, patienceMs: deadlineMs, onCommitted, onFailure },
    head: () => watch.head,
  });
  const restorer = new Restorer({ server, onCommitted, onFailure });
  return { watch, appender, restorer };
}

/** @throws LogUnreachable for what passes by itself or lets nobody in, and else what went wrong */
async function reachable<T>(reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    throw toldToReaders(error);
  }
}

async function ready(watch: HeadWatch, patienceMs: number): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  let last: Error | undefined;
  const onFailure = (error: Error) => {
    last = error;
  };
  const mayPass = (error: unknown) => isPassing(error) || isUserUnknown(error);
  const waiting = { signal, isPassing: mayPass, onFailure };
  await persistently(() => watch.ask(), waiting).catch((error) => {
    throw last && signal.aborted ? last : error;
  });
}

async function eventAt(server: EventStoreDbServer, stream: string, revision: number) {
  const found = await server.readStream(stream, revision, revision);
  return found.filter(isOurs).map(storedOf)[0];
}

async function lastOf(server: EventStoreDbServer, watch: HeadWatch) {
  const head = await watch.ask();
  if (head === 0n) return undefined;
  const found = await server.readAll({ from: head, direction: 'forwards', count: 1 });
  return found.filter(isOurs).map(storedOf)[0];
}
