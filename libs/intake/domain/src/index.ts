export type { ContactCommand, ContactCommandPayloads } from './contact.commands';
export { contactDecider, type ContactRefusal } from './contact.decider';
export type { ContactState } from './contact.state';
export type { FaultCommand, FaultCommandPayloads } from './fault.commands';
export { faultDecider } from './fault.decider';
export type { FaultState } from './fault.state';
export type { FaultRefusal } from './fault-lifecycle.policy';
export {
  outageDecider,
  type OutageCommand,
  type OutageRefusal,
  type OutageState,
} from './outage.decider';
export {
  keptBy,
  noTies,
  privacyDecider,
  type PrivacyCommand,
  type PrivacyRefusal,
  type PrivacyState,
  type Ties,
} from './privacy.decider';
export {
  customerDecider,
  type CustomerCommand,
  type CustomerRefusal,
  type CustomerState,
} from './customer.decider';
