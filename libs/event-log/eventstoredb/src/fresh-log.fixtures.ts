/**
 * A log that looks empty on a server that is not: streams get a prefix of their own, and what was
 * there before cannot be seen. So the compliance suite runs on a server that others use as well.
 */
import {
  Conflict,
  EventIdsReused,
  type EventLog,
  type FeedPage,
  type Recorded,
  type StoredEvent,
  type StoredLog,
  type StoredPage,
} from '@taizhang/kernel';
import { randomBytes } from 'node:crypto';

export type Fresh = Readonly<{ prefix: string; start: bigint }>;

export async function freshOn(log: EventLog): Promise<Fresh> {
  return { prefix: `t${randomBytes(5).toString('hex')}`, start: await log.head() };
}

export function freshLog(
  log: EventLog & StoredLog,
  { prefix, start }: Fresh,
): EventLog & StoredLog {
  const isOurs = ({ stream }: Pick<Recorded, 'stream'>) => stream.startsWith(prefix);
  const shown = <E extends { stream: string }>(event: E): E => ({
    ...event,
    stream: event.stream.slice(prefix.length),
  });
  const place = (position: bigint) => (position <= start ? 0n : position);

  const shownError = (error: unknown) => withoutPrefix(error, prefix, shown);

  async function* feed(options: Parameters<EventLog['feed']>[0]): AsyncGenerator<FeedPage, void> {
    const after = options.after > start ? options.after : start;
    const categories = options.categories?.map((category) => prefix + category);
    for await (const page of log.feed({ ...options, after, ...(categories && { categories }) })) {
      yield {
        events: page.events.filter(isOurs).map(shown),
        through: place(page.through),
        caughtUp: page.caughtUp,
      };
    }
  }

  async function* stored(range: Parameters<StoredLog['stored']>[0]): AsyncIterable<StoredPage> {
    const after = range.after > start ? range.after : start;
    for await (const { events, through } of log.stored({ ...range, after })) {
      yield { events: events.filter(isOurs).map(shown), through: place(through) };
    }
  }

  const shownOr = (event: StoredEvent | undefined) =>
    event && event.position > start && isOurs(event) ? shown(event) : undefined;

  return {
    stored,
    last: async () => shownOr(await log.last()),
    at: async (stream, revision) => shownOr(await log.at(prefix + stream, revision)),
    restore: (events) =>
      log
        .restore(events.map((event) => ({ ...event, stream: prefix + event.stream })))
        .catch((error) => {
          throw shownError(error);
        }),
    append: (stream, events, options) =>
      // A stream that is no name must stay none.
      log.append(prefix + stream, events, options).catch((error) => {
        throw shownError(error);
      }),
    readStream: async (stream, options) =>
      (await log.readStream(prefix + stream, options)).map(shown),
    feed,
    head: async () => place(await log.head()),
    stride: log.stride,
  };
}

function withoutPrefix(
  error: unknown,
  prefix: string,
  shown: <E extends { stream: string }>(event: E) => E,
): unknown {
  if (error instanceof EventIdsReused) {
    const stream = error.stream.slice(prefix.length);
    return new EventIdsReused(stream, error.expected, error.actual, shown(error.holder));
  }
  if (!(error instanceof Conflict)) return error;
  return new Conflict(error.stream.slice(prefix.length), error.expected, error.actual);
}
