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
  /**
   * By what the world knows whom a fact is about, e.g. an account number: facts that wait are
   * found by it when that person is erased. Null where it tells nobody's.
   */
  aboutOf?(fact: InboundFact): string | null;
  /** Whose fact it is, as far as that is known by now. */
  personOf?(fact: InboundFact): Promise<string | null>;
}>;
