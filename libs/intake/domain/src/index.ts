export type { ContactCommand, ContactCommandPayloads } from './contact.commands';
export {
  contactDecider,
  contactRefusals,
  type ContactRefusal,
  type ContactState,
} from './contact.decider';
export {
  customerDecider,
  customerRefusals,
  type CustomerCommand,
  type CustomerRefusal,
  type CustomerState,
} from './customer.decider';
