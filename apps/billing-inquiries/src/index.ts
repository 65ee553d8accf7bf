export { billingInquiriesService } from './billing-inquiries.service';
