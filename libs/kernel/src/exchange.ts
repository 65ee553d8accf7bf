/** The port over which contexts tell each other what happened. */
import type { Context, Instant } from './message';

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
  /** Names the checkpoint: one consumer sees every message once more only after a crash. */
  consumer: string;
  topic: string;
  types: readonly string[];
  /** Must have one effect however often it is called with the same message. */
  handle(message: Published): Promise<void>;
}>;

export interface Exchange {
  /** Delivers from the consumer's checkpoint, in order per key, until stopped. */
  subscribe(subscription: Subscription): Promise<void>;
  /** Where a consumer stands, for waiting and for operators. */
  positionOf(consumer: string): Promise<bigint>;
  /**
   * Consumers that have handled nothing yet begin behind `position`: what they would have done
   * up to there was done by other means.
   */
  beginAt(position: bigint): Promise<void>;
  stop(): Promise<void>;
}

/** Topic of a context's published events, e.g. `taizhang.intake.v1`. */
export const topicOf = (context: string, major = 1) => `taizhang.${context}.v${major}`;
