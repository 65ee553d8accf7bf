import { accountEvents } from './account.events';
import { inquiryEvents } from './inquiry.events';
import { supplyEvents } from './supply.events';

export const billingInquiriesEvents = { ...inquiryEvents, ...accountEvents, ...supplyEvents };
export { accountEvents, inquiryEvents, supplyEvents };
export type { AccountEvent } from './account.events';
export type { InquiryEvent } from './inquiry.events';
export type { SupplyEvent } from './supply.events';
export {
  accountIdOf,
  accountIdSchema,
  cutCauseSchema,
  cutCauseTitles,
  mistakeSchema,
  mistakeTitles,
  paymentMeansSchema,
  paymentMeansTitles,
  readingMethodSchema,
  readingMethodTitles,
  supplyStatusSchema,
  supplyStatusTitles,
  tariffSchema,
  tariffTitles,
  type AccountId,
  type Mistake,
  type SupplyStatus,
  type Tariff,
} from './account.terms';
export {
  adjustmentBasisSchema,
  adjustmentBasisTitles,
  adjustmentResultSchema,
  type AdjustmentBasis,
  type AdjustmentResult,
} from './adjustment.terms';
export {
  inboundExamples,
  inboundFacts,
  inboundTypes,
  type InboundDataOf,
  type InboundType,
} from './inbound';
export {
  answerInquiryRequest,
  disputeMeterTestRequest,
  factVerdictSchema,
  makeFindingRequest,
  openInquiryRequest,
  proposeAdjustmentRequest,
  recordFactsRequest,
  recordMeterTestRequest,
  rejectAdjustmentRequest,
  reopenInquiryRequest,
  replyToInquiryRequest,
  reportMistakeRequest,
  requestMeterTestRequest,
  typeInquiryRequest,
  verifyInquiryRequest,
  type FactVerdict,
} from './inquiry.requests';
export {
  findingSchema,
  findingTitles,
  inquiryIdSchema,
  inquiryKindSchema,
  inquiryKindTitles,
  inquiryStatusSchema,
  inquiryStatusTitles,
  testerSchema,
  testerTitles,
  type Finding,
  type InquiryId,
  type InquiryKind,
  type InquiryStatus,
  type Tester,
} from './inquiry.terms';
