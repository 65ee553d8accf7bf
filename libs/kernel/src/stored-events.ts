/**
 * The log below contracts and keys: events exactly as a store keeps them. Seals are computed over
 * these, copies and backups carry these; nobody else reads them.
 */
import type { ActorId, Instant } from './message';

/** Personal fields are encrypted here, whatever keys still exist. */
export type StoredEvent = Readonly<{
  /** The store's own; another store that holds the same events may count differently. */
  position: bigint;
  stream: string;
  revision: number;
  id: string;
  type: string;
  version: number;
  at: Instant;
  recordedAt: Instant;
  by: ActorId;
  /** JSON, as the very text that was written. */
  context: string;
  /** JSON, as the very text that was written. */
  data: string;
}>;

export type StoredPage = Readonly<{
  events: readonly StoredEvent[];
  /** Everything up to and including this position was looked at. */
  through: bigint;
}>;

export type StoredRange = Readonly<{
  /** Events strictly behind this position; 0n for all. */
  after: bigint;
  pageSize?: number;
  signal?: AbortSignal;
}>;

/** Revision `revision` of a stream stands where `due` must be: one is missing, or there twice. */
export type Misnumbered = Readonly<{ stream: string; revision: number; due: number }>;

export interface StoredEvents {
  /** Every event in commit order, up to the head known when the reading began. */
  stored(range: StoredRange): AsyncIterable<StoredPage>;

  /** The first, by stream, that stands nowhere in that order; of a store that could hold such. */
  unplaced?(): Promise<StoredEvent | undefined>;

  /** The first, by stream, that is not the next of its stream; of a store that could hold such. */
  misnumbered?(): Promise<Misnumbered | undefined>;

  /**
   * Whether events are read from where they lie, with nothing between that could show something
   * else to each who asks; of a store whose owner could put something there.
   */
  isPlain?(): Promise<boolean>;

  /**
   * Adds events of another log behind the last one, each with the revision, the id and the instant
   * of recording it has there, in the order given. Only for a log that nobody else appends to.
   * Answers the position that each got here. What is there already, alike, is passed over.
   * @throws Conflict where this log holds something else
   */
  restore(events: readonly StoredEvent[]): Promise<readonly bigint[]>;
}

/** What copies need besides: they find out by it where an earlier one has ended. */
export interface StoredLog extends StoredEvents {
  /** The newest event; none in an empty log. */
  last(): Promise<StoredEvent | undefined>;

  /** The event at a place of a stream, if there is one. */
  at(stream: string, revision: number): Promise<StoredEvent | undefined>;
}
