/** This service as a process of its own. */
import { runService } from '@taizhang/platform/service';
import { billingInquiriesService } from './billing-inquiries.service';

await runService(billingInquiriesService);
