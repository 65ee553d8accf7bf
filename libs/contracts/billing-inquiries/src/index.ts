import { inquiryEvents } from './inquiry.events';
import { supplyEvents } from './supply.events';

export const billingInquiriesEvents = { ...inquiryEvents, ...supplyEvents };
export { inquiryEvents, supplyEvents };
export type { InquiryEvent } from './inquiry.events';
export type { SupplyEvent } from './supply.events';
export {
  inquiryIdSchema,
  inquiryKindSchema,
  inquiryKindTitles,
  type InquiryId,
  type InquiryKind,
} from './inquiry.terms';
