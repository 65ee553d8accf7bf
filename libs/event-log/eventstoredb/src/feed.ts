/**
 * Every event in commit order, then live. Pages are read from the log itself, the subscription
 * only says when it is worth reading: between pages a feed holds nothing but its position, so a
 * slow reader costs nobody anything and a lost server only a pause.
 */
import { categoryOf, PositionBeyondHead, type FeedOptions } from '@taizhang/kernel';
import type { HeadWatch } from './head-watch';
import { persistently, untilAborted } from './patience';
import { isInvalidPosition, isPassing, type EventStoreDbServer, type Stored } from './server';
import { isOurs } from './stored-event';

const pageSizeDefault = 1_000;
// How far one page may look for events that pass a filter.
const filteredRangeMax = 20_000;
const readCountMax = 1_000;

export type FeedSource = Readonly<{
  server: EventStoreDbServer;
  watch: HeadWatch;
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

export async function* feedFrom<Event>(
  source: FeedSource,
  options: FeedOptions,
  shown: (stored: Stored) => Event,
): AsyncGenerator<PageOf<Event>, void> {
  const { watch, signal, onFailure } = source;
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
    const head = await steadily(() => watch.ask());
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
      position = page.through;
      // Only a watch that is followed knows of other processes' appends.
      if (position >= watch.head && !unfollow) await steadily(() => watch.ask());
      const known = end ?? watch.head;
      // The next page is fetched while the reader works on this one.
      ahead = position < known ? read(position) : undefined;
      ahead?.catch(() => undefined);
      yield { ...page, events: page.events.map(shown), caughtUp: position >= known };
    }
  } finally {
    unfollow?.();
  }
}

/**
 * The next events behind `after` and not beyond `to` that are wanted; always some progress.
 * Positions are where events begin in the server's files: it can read from one it has given out
 * and from no other, and starts with the event that is there, which was given out before.
 * @throws PositionBeyondHead when no event of ours is at `after`
 */
async function pageOf(
  { server, watch }: FeedSource,
  { types, categories, pageSize = pageSizeDefault }: FeedOptions,
  after: bigint,
  to: bigint,
): Promise<{ events: Stored[]; through: bigint }> {
  const isFiltered = types !== undefined || categories !== undefined;
  const isWanted = ({ type, stream }: { type: string; stream: string }) =>
    (!types || types.includes(type)) && (!categories || categories.includes(categoryOf(stream)));
  const count = isFiltered ? readCountMax : Math.min(pageSize + 1, readCountMax);
  const events: Stored[] = [];
  let through = after;
  let from: bigint | 'start' = after === 0n ? 'start' : after;
  for (let looked = 0; looked < filteredRangeMax || through === after; looked += count) {
    const read = { from, direction: 'forwards' as const, count };
    const stored = await server.readAll(read).catch((error: Error) => {
      if (from === after && isInvalidPosition(error.message)) return [];
      throw error;
    });
    if (from === after && stored[0]?.position !== after) {
      throw new PositionBeyondHead(after, await watch.ask());
    }
    for (const event of stored) {
      if (event.position <= through || !isOurs(event)) continue;
      if (event.position > to) {
        // Nothing up to a head that was known: the log is not the one it was.
        if (through === after) throw new PositionBeyondHead(to, event.position);
        return { events, through };
      }
      through = event.position;
      if (isWanted(event)) events.push(event);
      if (events.length === pageSize || through === to) return { events, through };
    }
    const last = stored.at(-1)?.position;
    if (stored.length < count || last === undefined)
      return endOfLog(watch, to, { events, through });
    if (last === from) throw new Error(`The log does not go on behind ${last}`);
    from = last;
  }
  return { events, through };
}

/** The log ended before the head that was known: it lags behind, or has lost what it had. */
async function endOfLog<Page extends { through: bigint; events: Stored[] }>(
  watch: HeadWatch,
  to: bigint,
  page: Page,
): Promise<Page> {
  if (page.events.length > 0) return page;
  const head = await watch.ask();
  if (page.through > head) throw new PositionBeyondHead(page.through, head);
  throw new Error(`The log was read to ${page.through} and not to ${to}, its head`);
}
