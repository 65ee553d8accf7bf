export { DecideContact, DecideContactHandler } from './decide-contact.handler';
export { DecideCustomer, DecideCustomerHandler } from './decide-customer.handler';
export {
  RECENT_ANSWERS,
  intakeMemory,
  recentAnswers,
  recentSince,
  recontactDays,
  type RecentAnswer,
  type RecentAnswers,
} from './recent-answers.projection';
