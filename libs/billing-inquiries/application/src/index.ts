export { billingMemory } from './billing-memory';
export { DUE_CLOCKS, InquiryDeadlines, type DueClocks } from './deadline.process';
export { DecideAccount, DecideAccountHandler } from './decide-account.handler';
export { DecideInquiry, DecideInquiryHandler } from './decide-inquiry.handler';
export { FactsProcess } from './facts.process';
export {
  FACT_NAMES,
  InboundFactsHandler,
  type FactNames,
  type Taken,
} from './inbound-facts.handler';
export { InquiryPromises } from './inquiry-promises';
export {
  KNOWN_ACCOUNTS,
  knownAccounts,
  type KnownAccount,
  type KnownAccounts,
} from './known-accounts.projection';
export { OpeningProcess } from './opening.process';
export { PostingProcess } from './posting.process';
export { ReopeningProcess } from './reopening.process';
export { runningClocks, type RunningClock } from './running-clocks.projection';
export { UrgingProcess } from './urging.process';
export { knownCustomers, type KnownCustomer } from './known-customers.projection';
