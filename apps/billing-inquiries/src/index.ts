export { BillingInquiriesModule } from './billing-inquiries.module';
export { billingProblems } from './billing.problems';
export { knownAccountEntity } from './known-accounts';
export { runningClockEntity } from './due-clocks';
