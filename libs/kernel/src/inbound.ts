/** A fact that an outside system tells us: a bill, a payment, a reading, an outage. */
import type { Instant } from './message';

export type InboundFact = Readonly<{
  id: string;
  source: string;
  type: string;
  at: Instant;
  data: unknown;
}>;

/** Who acts on facts from outside, whichever way they come. */
export type InboundSubscription = Readonly<{
  consumer: string;
  types: readonly string[];
  /** Must have one effect for all facts of the same source and id. */
  handle(fact: InboundFact): Promise<void>;
}>;
