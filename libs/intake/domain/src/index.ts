export type { ContactCommand, ContactCommandPayloads } from './contact.commands';
export { contactDecider, contactRefusals, type ContactRefusal } from './contact.decider';
export type { ContactState } from './contact.state';
export type { FaultCommand, FaultCommandPayloads } from './fault.commands';
export { faultDecider } from './fault.decider';
export type { FaultState } from './fault.state';
export { faultRefusals, type FaultRefusal } from './fault-lifecycle.policy';
export {
  outageDecider,
  outageRefusals,
  type OutageCommand,
  type OutageRefusal,
  type OutageState,
} from './outage.decider';
export {
  keptBy,
  noTies,
  privacyDecider,
  privacyRefusals,
  type PrivacyCommand,
  type PrivacyRefusal,
  type PrivacyState,
  type Ties,
} from './privacy.decider';
export {
  customerDecider,
  customerRefusals,
  type CustomerCommand,
  type CustomerRefusal,
  type CustomerState,
} from './customer.decider';
