/**
 * Every event in commit order, then live. A feed holds no connection between pages, only its
 * position, so a slow reader costs nobody anything and a lost server only a pause.
 */
import { PositionBeyondHead, type FeedOptions } from '@taizhang/kernel';
import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';
import { persistently, withClient } from './connection';
import type { HeadWatch } from './head-watch';
import type { NewestEvents, Placed } from './newest-events';
import { lastBeforeNext, rangeOf, sharingOf, withinBytes, type Range } from './reading';
import type { Row } from './recorded-rows';

const pageSizeDefault = 1_000;
// How far one statement may look for events that pass a filter; some 50 ms of work.
const filteredRangeMax = 20_000n;

export type FeedSource = Readonly<{
  pool: Pool;
  schema: string;
  deadlineMs: number;
  watch: HeadWatch;
  /** Ends the feed, and is aborted when it has ended. */
  signal: AbortSignal;
  /** A page ends with the event that goes beyond it. */
  pageBytesMax?: number;
  onFailure(during: string, error: Error): void;
}>;

/** A page of whatever rows are shown as. */
export type PageOf<Event> = Readonly<{
  events: readonly Event[];
  through: bigint;
  caughtUp: boolean;
}>;

/** @param newest the newest events as `shown` shows them, for feeds that follow the log */
export async function* feedFrom<Event extends Placed>(
  source: FeedSource,
  { after, pageSize = pageSizeDefault, untilHead = false, types, categories }: FeedOptions,
  shown: (row: Row) => Event,
  newest?: Pick<NewestEvents<Event>, 'page'>,
): AsyncGenerator<PageOf<Event>, void> {
  const { watch, signal } = source;
  const isFiltered = types !== undefined || categories !== undefined;
  const rangeMax = isFiltered ? filteredRangeMax : BigInt(pageSize);

  const steadily = steadilyFrom(source);
  const read = (from: bigint, within?: string) => {
    const known = end ?? watch.head;
    // A page of everything there is ends by itself, however far apart positions were put.
    const isBounded = isFiltered || !untilHead;
    const to = isBounded && from + rangeMax < known ? from + rangeMax : known;
    const range = { after: from, within, to, limit: pageSize, types, categories };
    return steadily(async () => {
      const page = await pageIn(source, range, shown, isFollowing ? newest : undefined);
      await watch.settle();
      return upToNext(source, page, known);
    });
  };

  let end: bigint | undefined;
  let position = after;
  let within: string | undefined;
  let isFollowing = false;
  const head = await steadily(() => watch.ask());
  if (head === undefined) return;
  if (after > head) throw new PositionBeyondHead(after, head);
  if (untilHead) end = head;
  if (after === head) yield { events: [], through: after, caughtUp: true };

  let ahead: ReturnType<typeof read> | undefined;
  while (position !== end) {
    if (position >= watch.head) {
      if (!isFollowing) watch.follow(signal);
      isFollowing = true;
      await watch.beyond(position, signal);
      if (signal.aborted) return;
      assertReached(watch, position);
    }
    const page = await (ahead ?? read(position, within));
    if (!page || signal.aborted) return;
    assertReached(watch, page.through);
    ({ through: position, within } = page);
    // Only a watch that is followed knows of other processes' appends.
    if (position >= watch.head && !isFollowing) await steadily(() => watch.ask());
    const known = end ?? watch.head;
    // The next page is fetched while the reader works on this one, if it is full already: who
    // follows the log gets more in one page the later it asks.
    ahead = known - position >= BigInt(pageSize) ? read(position, within) : undefined;
    ahead?.catch(() => undefined);
    // Only once the reader leaves off does the question leave the process: let it go first.
    if (ahead) await setImmediate();
    yield { ...page, caughtUp: position >= known };
    if (signal.aborted) return;
  }
}

/** What `work` answers however often the server goes away; `undefined` once aborted. */
const steadilyFrom =
  ({ signal, onFailure }: FeedSource) =>
  <T>(work: () => Promise<T>) =>
    untilAborted(
      persistently(work, { signal, onFailure: (error) => onFailure('feed', error) }),
      signal,
    );

/** The log may have been put back, to an older state than was read from it. */
function assertReached(watch: HeadWatch, reached: bigint): void {
  if (reached > watch.head) throw new PositionBeyondHead(reached, watch.head);
}

/** `within` where rows share the position behind `through`: the last that was read of them. */
type Part<Event> = Readonly<{ events: readonly Event[]; through: bigint; within?: string }>;

async function pageIn<Event extends Placed>(
  { pool, schema, deadlineMs, pageBytesMax }: FeedSource,
  range: Range & Readonly<{ within: string | undefined }>,
  shown: (row: Row) => Event,
  newest: Pick<NewestEvents<Event>, 'page'> | undefined,
): Promise<Part<Event>> {
  const kept = await newest?.page(range);
  if (kept) return kept;
  return withClient(pool, deadlineMs, async (client) => {
    if (!pageBytesMax) return rangeOf(client, schema, range, shown);
    const { after, within } = range;
    if (within) return sharingOf(client, schema, { position: after + 1n, within }, shown);
    const { to, isShared } = await withinBytes(client, schema, range, pageBytesMax);
    if (!isShared) return rangeOf(client, schema, { ...range, to }, shown);
    if (to === after + 1n) return sharingOf(client, schema, { position: to }, shown);
    return rangeOf(client, schema, { ...range, to: to - 1n }, shown);
  });
}

/** Whoever alters the table can put an event anywhere: the way there is not gone step by step. */
async function upToNext<Event>(
  { pool, schema, deadlineMs }: FeedSource,
  page: Part<Event>,
  known: bigint,
): Promise<Part<Event>> {
  if (page.events.length > 0 || page.through >= known) return page;
  const through = await withClient(pool, deadlineMs, (client) =>
    lastBeforeNext(client, schema, page.through),
  );
  return { ...page, through };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  // Whoever stops waiting leaves the work to end as it likes.
  work.catch(() => undefined);
  if (signal.aborted) return undefined;
  let stop!: () => void;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
