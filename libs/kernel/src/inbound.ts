/** A fact that an outside system tells us: a bill, a payment, a reading, an outage. */
import type { Instant } from './message';

export type InboundFact = Readonly<{
  id: string;
  source: string;
  type: string;
  at: Instant;
  data: unknown;
}>;
