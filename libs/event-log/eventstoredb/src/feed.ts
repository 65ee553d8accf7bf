/**
 * Every event in commit order, then live. Pages are read from the log itself, the subscription
 * only says when it is worth reading: between pages a feed holds nothing but its position, so a
 * slow reader costs nobody anything and a lost server only a pause.
 */
import { categoryOf, PositionBeyondHead, type FeedOptions } from '@taizhang/kernel';
import type { GivenOut } from './given-out';
import type { HeadWatch } from './head-watch';
import { persistently, untilAborted } from './patience';
import {
  isInvalidPosition,
  isPassing,
  isUnreadable,
  type AllRead,
  type EventStoreDbServer,
  type Stored,
} from './server';
import { isOurs } from './stored-event';

const pageSizeDefault = 1_000;
// How far one page may look for events that pass a filter.
const filteredRangeMax = 20_000;
const readCountMax = 1_000;
// What is asked for in turn where others' events lie between ours: more and more.
const lookAhead = [16, 128, readCountMax];

export type FeedSource = Readonly<{
  server: EventStoreDbServer;
  watch: HeadWatch;
  /** Shared by the feeds of a process. */
  given: GivenOut;
  /** Ends the feed. */
  signal: AbortSignal;
  onFailure(during: string, error: Error): void;
}>;

/** A page of whatever events are shown as. */
export type PageOf<Event> = Readonly<{
  events: readonly Event[];
  through: bigint;
  caughtUp: boolean;
}>;

/** With the server's name for the event at `through`. */
type Page = Readonly<{ events: Stored[]; through: bigint; uuid: string | undefined }>;

export async function* feedFrom<Event>(
  source: FeedSource,
  options: FeedOptions,
  shown: (stored: Stored) => Event,
): AsyncGenerator<PageOf<Event>, void> {
  const { watch, given, signal, onFailure } = source;
  const { after, untilHead = false } = options;
  /** What `work` answers however often the server goes away; `undefined` once aborted. */
  const steadily = <T>(work: () => Promise<T>) => {
    const persisting = { signal, isPassing, onFailure: (error: Error) => onFailure('feed', error) };
    return untilAborted(persistently(work, persisting), signal);
  };
  const read = (from: bigint) => steadily(() => pageOf(source, options, from, end ?? watch.head));

  let end: bigint | undefined;
  let position = after;
  let unfollow: (() => void) | undefined;
  try {
    const head = await steadily(() => watch.ask(after));
    if (head === undefined) return;
    if (after > head) throw new PositionBeyondHead(after, head);
    if (untilHead) end = head;
    if (after === head) yield { events: [], through: after, caughtUp: true };

    let ahead: ReturnType<typeof read> | undefined;
    while (position !== end && !signal.aborted) {
      if (position >= watch.head) {
        unfollow ??= watch.follow();
        await watch.beyond(position, signal);
        if (signal.aborted) return;
        if (position > watch.head) throw new PositionBeyondHead(position, watch.head);
      }
      const page = await (ahead ?? read(position));
      if (!page || signal.aborted) return;
      if (end !== undefined && end > watch.head) throw new PositionBeyondHead(end, watch.head);
      position = page.through;
      if (!untilHead && page.uuid !== undefined) given.remember(position, page.uuid);
      // Only a watch that is followed knows of other processes' appends.
      if (position >= watch.head && !unfollow) await steadily(() => watch.ask());
      const known = end ?? watch.head;
      // The next page is fetched while the reader works on this one.
      ahead = position < known ? read(position) : undefined;
      ahead?.catch(() => undefined);
      const { events, through } = page;
      yield { events: events.map(shown), through, caughtUp: position >= known };
    }
  } finally {
    unfollow?.();
  }
}

/**
 * The next events behind `after` and not beyond `to` that are wanted; always some progress.
 * Positions are where events begin in the server's files: it can read from one it has given out
 * and from no other, and starts with the event that is there, which was given out before.
 * @throws PositionBeyondHead when what is at `after` is not what was given out
 */
async function pageOf(
  source: FeedSource,
  { types, categories, pageSize = pageSizeDefault }: FeedOptions,
  after: bigint,
  to: bigint,
): Promise<Page> {
  const { server, watch } = source;
  const isFiltered = types !== undefined || categories !== undefined;
  const isWanted = ({ type, stream }: { type: string; stream: string }) =>
    (!types || types.includes(type)) && (!categories || categories.includes(categoryOf(stream)));
  const events: Stored[] = [];
  let through = after;
  let uuid: string | undefined;
  let from: bigint | 'start' = after === 0n ? 'start' : after;
  let count = isFiltered ? readCountMax : pageSize + 1;
  for (let [looked, round] = [0, 0]; looked < filteredRangeMax || through === after; round++) {
    const read = { from, direction: 'forwards' as const, count };
    const stored = await (from === after ? readOn(source, after, read) : server.readAll(read));
    for (const event of stored) {
      if (event.position <= through || !isOurs(event)) continue;
      if (event.position > to) {
        // Nothing up to a head that was known: the log is not the one it was.
        if (through === after) throw new PositionBeyondHead(to, event.position);
        return { events, through, uuid };
      }
      ({ position: through, uuid } = event);
      if (isWanted(event)) events.push(event);
      if (events.length === pageSize || through === to) return { events, through, uuid };
    }
    const last = stored.at(-1)?.position;
    if (stored.length < count || last === undefined)
      return endOfLog(watch, to, { events, through, uuid });
    if (last === from) throw new Error(`The log does not go on behind ${last}`);
    from = last;
    looked += count;
    if (isFiltered) continue;
    const missing = pageSize - events.length;
    count = Math.max(missing + 1, lookAhead[Math.min(round, lookAhead.length - 1)]!);
  }
  return { events, through, uuid };
}

/**
 * Events from a position that was given out once, with the one that was.
 * @throws PositionBeyondHead when it is not there any more
 */
async function readOn(
  { server, watch, given }: FeedSource,
  after: bigint,
  read: AllRead,
): Promise<Stored[]> {
  const stored = await readFrom(server, read);
  const [first] = stored ?? [];
  if (stored && first?.position === after && !given.isAnother(first)) return stored;
  const head = await watch.ask(after);
  if (stored?.length === 0 && head >= after) throw new Error(`Nothing was shown at ${after} yet`);
  throw new PositionBeyondHead(after, head);
}

/** Whatever there is from a position on; `undefined` when no event begins there. */
async function readFrom(server: EventStoreDbServer, read: AllRead): Promise<Stored[] | undefined> {
  const isNowhere = (error: unknown) => isInvalidPosition(error) || isUnreadable(error);
  try {
    return await server.readAll(read);
  } catch (error) {
    if (isInvalidPosition(error)) return undefined;
    if (!isUnreadable(error)) throw error;
  }
  // It may be the server that cannot read: then it can read nowhere, or another time.
  await server.readAll({ from: 'end', direction: 'backwards', count: 1 });
  return server.readAll(read).catch((error: unknown) => {
    if (isNowhere(error)) return undefined;
    throw error;
  });
}

/** The log ended before the head that was known: it lags behind, or has lost what it had. */
async function endOfLog(watch: HeadWatch, to: bigint, page: Page): Promise<Page> {
  if (page.events.length > 0) return page;
  const head = await watch.ask();
  if (page.through > head) throw new PositionBeyondHead(page.through, head);
  // It lost what was not read yet, and nothing else.
  if (page.through === head) return page;
  throw new Error(`The log was read to ${page.through} and not to ${to}, its head`);
}
