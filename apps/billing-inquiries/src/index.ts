export { BillingInquiriesModule } from './billing-inquiries.module';
export { billingInquiriesService } from './billing-inquiries.service';
export { billingProblems } from './billing.problems';
