/** The port behind which the only truth lives. Every adapter passes the same compliance suite. */
import type { Context, Instant, Message, Recorded } from './message';

export const EVENT_LOG = Symbol('EventLog');

/** Revision of the last event of a stream; `no-stream` before the first. */
export type Revision = number | 'no-stream';

/** `any` appends whatever the stream holds; everything else is optimistic concurrency. */
export type Expected = Revision | 'any';

/** An event on its way into the log; its id makes a repeated append the same append. */
export type Proposed = Message & Readonly<{ id: string; version: number; context: Context }>;

export type Appended = Readonly<{
  revision: number;
  position: bigint;
  recordedAt: Instant;
  /** True when exactly these events were in the log already. */
  repeated: boolean;
}>;

export type ReadOptions = Readonly<{
  /** First revision wanted, inclusive. */
  from?: number;
  /** Last revision wanted, inclusive. */
  to?: number;
}>;

export type FeedOptions = Readonly<{
  /** Events strictly behind this position; 0n for all. */
  after: bigint;
  /** Only events of these types; the page's `through` still covers the others. */
  types?: readonly string[];
  /** Only events of streams of these categories (`complaint` of `complaint-7`). */
  categories?: readonly string[];
  /** At most so many events a page. */
  pageSize?: number;
  /** End at the head known when the reading began, instead of going on live. */
  untilHead?: boolean;
  signal?: AbortSignal;
}>;

export type FeedPage = Readonly<{
  events: readonly Recorded[];
  /** Everything up to and including this position was looked at; checkpoint with it. */
  through: bigint;
  /** The head of the log was reached with this page. */
  caughtUp: boolean;
}>;

export interface EventLog {
  /**
   * Atomically adds events to one stream.
   * @throws Conflict when `expected` is not the stream's revision, with the actual one.
   * @throws EventIdsReused when some of the ids are in the log, but not as this append.
   * @throws OutcomeUnknown when the log did not answer; repeat with the same ids to find out.
   */
  append(
    stream: string,
    events: readonly Proposed[],
    options: { expected: Expected },
  ): Promise<Appended>;

  /** The events of a stream, oldest first; none when it does not exist. */
  readStream(stream: string, options?: ReadOptions): Promise<readonly Recorded[]>;

  /**
   * Every event in commit order, then live until aborted. No event ever appears behind a
   * position already given out. A slow reader slows nobody else: pages are pulled. The first page
   * comes at once, empty when there is nothing behind `after`.
   * @throws PositionBeyondHead when the log has never given out `after`.
   */
  feed(options: FeedOptions): AsyncIterable<FeedPage>;

  /** Position of the newest event; 0n for an empty log. */
  head(): Promise<bigint>;

  /**
   * About how far the positions of neighbouring events are apart: 1 where events are counted, the
   * bytes of an event where a position is a place in a file.
   */
  readonly stride: number;
}

/** Somebody else wrote to the stream first. */
export class Conflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Expected,
    readonly actual: Revision,
  ) {
    super(`Stream ${stream} is at ${actual}, not at ${expected}`);
  }
}

/**
 * Some of the ids are in the log, but not as this append: answering "repeated" would lose events.
 * A conflict, because a caller that lost a race against itself finds its answer by loading again.
 */
export class EventIdsReused extends Conflict {
  constructor(
    stream: string,
    expected: Expected,
    actual: Revision,
    /** One event that holds an id of the append. */
    readonly holder: Readonly<{ id: string; stream: string; revision: number }>,
  ) {
    super(stream, expected, actual);
    const { id, stream: other, revision } = holder;
    this.message =
      `Event ${id} is revision ${revision} of ${other} already, ` +
      `and not every event of this append to ${stream} is in the log there`;
  }
}

/**
 * The log ends before the position asked for, or what was read there is gone: another log, or one
 * restored from a backup.
 */
export class PositionBeyondHead extends Error {
  constructor(
    readonly after: bigint,
    readonly head: bigint,
  ) {
    const what =
      head < after
        ? `The log ends at position ${head}, before ${after}`
        : `The log goes on to position ${head}, without what was read from it at ${after}`;
    super(`${what}: it is another log, or was restored from an older backup`);
  }
}

/** The log cannot be read at the moment; to be tried again, as nothing was done. */
export class LogUnreachable extends Error {}

/** The store of the log does not let us in any more: nothing was done, and a person has to act. */
export class LogLockedOut extends LogUnreachable {}

/** A read model has not taken in yet what is acknowledged; to be asked again in a moment. */
export class ReadModelBehind extends Error {}

/** The log did not answer in time: the append may or may not have happened. */
export class OutcomeUnknown extends Error {}

/** The category of a stream: `complaint` of `complaint-7`, `spot-check` of `spot-check-7`. */
export const categoryOf = (stream: string) => stream.slice(0, stream.lastIndexOf('-'));
