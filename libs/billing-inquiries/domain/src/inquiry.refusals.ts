/** Why an inquiry refuses, in order of precedence: the first that applies is told. */
export const inquiryRefusals = [
  /** No such inquiry was ever opened. */
  'inquiry-unknown',
  /** It is closed: reopen it first, so that the reopening is counted. */
  'inquiry-closed',
  /** The customer has the answer; only closing and reopening are left. */
  'inquiry-already-answered',
  /** The account was not checked, so nobody answers for it yet. */
  'inquiry-not-verified',
  /** Somebody else answers for it; take it over first. */
  'inquiry-handled-by-another',
  /** What the customer wants was not said in our terms. */
  'inquiry-not-typed',
  /** Nobody has begun to look into it. */
  'inquiry-not-investigated',
  /** The meter is on test: its result comes first. */
  'inquiry-test-running',
  /** No test was asked for whose result this could be. */
  'inquiry-test-not-requested',
  /** There is no result that could be disputed. */
  'inquiry-not-tested',
  /** The superior metrology body has spoken; there is no higher one [M1]. */
  'inquiry-test-final',
  /** The test says the opposite of this finding. */
  'inquiry-test-contradicts',
  /** Without a finding there is nothing to settle. */
  'inquiry-no-finding',
  /** The finding says that nothing was wrong. */
  'inquiry-nothing-to-adjust',
  /** The basis or the measured error does not belong to the finding. */
  'inquiry-adjustment-mismatch',
  /** By these figures nobody gets or pays anything. */
  'inquiry-adjustment-zero',
  /** Nothing was proposed that could be decided. */
  'inquiry-adjustment-not-proposed',
  /** Nobody approves what they proposed themselves (requirements A36). */
  'inquiry-own-proposal',
  /** Money moves only after a second person agreed. */
  'inquiry-adjustment-not-approved',
  /** What was found wrong is put right before it is answered. */
  'inquiry-not-adjusted',
  /** It is closed only after the customer had an answer. */
  'inquiry-not-answered',
  /** There is no answer yet that could have failed. */
  'inquiry-still-open',
  /** The clock of this promise has not run out, or it was kept. */
  'inquiry-deadline-not-missed',
] as const;
export type InquiryRefusal = (typeof inquiryRefusals)[number];
