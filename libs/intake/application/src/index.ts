export { accountBalances, type AccountBalance } from './account-balances.projection';
export { CustomerRecord, type CustomerFacts } from './customer-facts';
export { DUE_INTAKE_PROMISES, IntakeDeadlineProcess } from './deadline.process';
export { DecideContact, DecideContactHandler } from './decide-contact.handler';
export { DecideCustomer, DecideCustomerHandler } from './decide-customer.handler';
export { DecideFault, DecideFaultHandler } from './decide-fault.handler';
export { DecideOutage, DecideOutageHandler } from './decide-outage.handler';
export { DecidePrivacy, DecidePrivacyHandler } from './decide-privacy.handler';
export { earlyWords, type EarlyWords } from './early-words.projection';
export { FaultReopeningProcess } from './fault-reopening.process';
export { FaultUrgingProcess } from './fault-urging.process';
export { IntakeBook } from './intake-book';
export { intakeMemory } from './intake-memory';
export { MistakeFaultProcess } from './mistake.process';
export { openCases, type OpenCase } from './open-cases.projection';
export { OutageProcess } from './outage.process';
export { ReportingProcess } from './reporting.process';
export { runningIntakePromises } from './running-promises.projection';
export {
  RECENT_ANSWERS,
  recentAnswers,
  recentSince,
  recontactDays,
  type RecentAnswer,
  type RecentAnswers,
} from './recent-answers.projection';
