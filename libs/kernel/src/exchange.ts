/** The port over which contexts tell each other what happened. */
import type { InboundSubscription } from './inbound';
import type { Context, Instant, Recorded } from './message';

export const EXCHANGE = Symbol('Exchange');

/** A published event on its way between contexts. */
export type Published<Data = unknown> = Readonly<{
  /** Same id as the event it tells of; a message delivered twice carries it twice. */
  id: string;
  topic: string;
  /** The stream: messages of one key arrive in order. */
  key: string;
  type: string;
  version: number;
  at: Instant;
  by: string;
  data: Data;
  /** Place of the event in the publisher's log. */
  position: bigint;
  context: Context;
}>;

export type Subscription = Readonly<{
  /** Names the checkpoint: only after a crash does a consumer see a message a second time. */
  consumer: string;
  topic: string;
  types: readonly string[];
  /**
   * Must have one effect however often it is called with the same message. What it throws is
   * tried again, with nothing of the same key before it; a `Poison` parks the key.
   */
  handle(message: Published): Promise<void>;
}>;

export interface Exchange {
  /** Delivers from the consumer's checkpoint, in order per key, until stopped. */
  subscribe(subscription: Subscription): Promise<void>;
  /**
   * Takes the facts that outside systems put on the inbound topic, until stopped. Where there are
   * no topics they come over HTTP alone.
   */
  subscribeInbound(subscription: InboundSubscription): Promise<void>;
  /** Where a consumer stands, for waiting and for operators. */
  positionOf(consumer: string): Promise<bigint>;
  /**
   * Consumers that have handled nothing yet begin behind `position`: what they would have done
   * up to there was done by other means.
   */
  beginAt(position: bigint): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A handler says: no repetition will help. The message's key is parked, everything else goes on.
 * Refusals, contracts that do not fit and errors of the program count as the same.
 */
export class Poison extends Error {}

/** One key that waits for an operator, with everything of it that arrived since. */
export type ParkedKey = Readonly<{
  consumer: string;
  topic: string;
  key: string;
  /** Of the message that could not be handled. */
  id: string;
  type: string;
  /** Why, as far as the last attempt told. */
  reason: string;
  parkedAt: Instant;
  /** How many messages of the key wait, the one that could not be handled included. */
  waiting: number;
  /** Somebody has asked for it to be tried again. */
  retryWanted: boolean;
}>;

/** What somebody gave up, and why. */
export type DiscardedKey = Readonly<{
  consumer: string;
  key: string;
  /** Of the first message of those that were given up. */
  type: string;
  /** How many messages. */
  messages: number;
  reason: string;
  by: string;
  discardedAt: Instant;
}>;

/** What an exchange could not hand over, for operators. */
export interface ParkedKeys {
  parked(): Promise<readonly ParkedKey[]>;
  /**
   * Hands the messages of a parked key to their consumer again, oldest first, until one fails.
   * Where the consumer runs in another process, it does so within seconds; so it does with all of
   * its keys, where none is named.
   */
  retry(consumer: string, key?: string): Promise<void>;
  /**
   * Gives up what waits under a key: it is never handled, and who decided so stays on record.
   * Later messages of the key are handled again. @returns how many were given up
   */
  discard(
    consumer: string,
    key: string,
    why: Readonly<{ by: string; reason: string }>,
  ): Promise<number>;
  /** What was given up, latest first. */
  discarded(): Promise<readonly DiscardedKey[]>;
}

/** An event of the log as it is told on a topic. */
export const publishedFrom = (event: Recorded, topic: string): Published => ({
  id: event.id,
  topic,
  key: event.stream,
  type: event.type,
  version: event.version,
  at: event.at,
  by: event.by,
  data: event.data,
  position: event.position,
  context: event.context,
});

/** Topic of a context's published events, e.g. `taizhang.intake.v1`. */
export const topicOf = (context: string, major = 1) => `taizhang.${context}.v${major}`;
