import type { Instant } from './message';

/** A fact that a system of others tells us; what it means is the receiving context's business. */
export type InboundFact = Readonly<{
  id: string;
  source: string;
  type: string;
  at: Instant;
  data: unknown;
}>;
