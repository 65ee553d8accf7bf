/** What may be asked of billing inquiries and accounts over HTTP. */
import {
  channelSchema,
  contactIdSchema,
  customerIdSchema,
  supplyPointIdSchema,
} from '@taizhang/contracts/intake';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { mistakeSchema } from './account.terms';
import { adjustmentBasisSchema } from './adjustment.terms';
import { inquiryEvents } from './inquiry.events';
import { findingSchema, inquiryIdSchema, inquiryKindSchema, testerSchema } from './inquiry.terms';

const words = z.string().trim().min(1).max(4000);
const optionalWords = z.string().trim().max(4000).default('');
const tested = inquiryEvents.MeterTested.data.shape;

/** Opens an inquiry that came by itself; a contact's inquiry is routed. */
export const openInquiryRequest = z.strictObject({
  customerId: customerIdSchema.nullable().default(null),
  contactId: contactIdSchema.nullable().default(null),
  supplyPointId: supplyPointIdSchema.nullable().default(null),
  kind: inquiryKindSchema.nullable().default(null),
  channel: channelSchema.exclude(['legacy']),
  statement: words,
});
export const verifyInquiryRequest = z.strictObject({ supplyPointId: supplyPointIdSchema });
export const typeInquiryRequest = z.strictObject({ kind: inquiryKindSchema });
export const answerInquiryRequest = z.strictObject({ answer: words });
export const requestMeterTestRequest = z.strictObject({
  tester: testerSchema.default('company'),
  note: optionalWords,
});
export const recordMeterTestRequest = z.strictObject({
  errorRate: tested.errorRate,
  toleranceRate: tested.toleranceRate.default(200),
  certificate: z.string().trim().max(60).default(''),
});
export const disputeMeterTestRequest = z.strictObject({ reason: words });
export const makeFindingRequest = z.strictObject({ finding: findingSchema, explanation: words });
export const proposeAdjustmentRequest = z.strictObject({ figures: adjustmentBasisSchema });
export const rejectAdjustmentRequest = z.strictObject({ reason: words });
export const replyToInquiryRequest = z.strictObject({ reply: words });
export const reopenInquiryRequest = z.strictObject({ reason: words });

export const reportMistakeRequest = z.strictObject({
  mistake: mistakeSchema,
  statement: words,
  inquiryId: inquiryIdSchema.nullable().default(null),
});

/** Facts are told in batches; each gets its own verdict, so one bad fact stops no good one. */
export const recordFactsRequest = z.strictObject({
  facts: z
    .array(
      z.strictObject({
        /** Unique within its source: told again it is the same fact. */
        id: z.string().regex(/^[!-~]{1,120}$/),
        source: z.string().regex(/^[a-z0-9-]{1,40}$/),
        type: z.string().min(1).max(60),
        at: instantSchema,
        data: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1)
    .max(500),
});

export const factVerdictSchema = z.object({
  id: z.string(),
  source: z.string(),
  verdict: z.enum(['accepted', 'duplicate', 'unknown-type', 'unknown-account', 'invalid']),
  /** What is wrong with it, by field; empty unless it is invalid. */
  reasons: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type FactVerdict = z.infer<typeof factVerdictSchema>;
