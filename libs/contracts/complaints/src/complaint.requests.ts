/** What may be asked of complaints over HTTP. */
import { channelSchema, contactIdSchema, customerIdSchema } from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { z } from 'zod';
import { complaintEvents } from './complaint.events';
import {
  categorySchema,
  causeSchema,
  remedySchema,
  returnReasonSchema,
  satisfactionSchema,
  severitySchema,
  verdictSchema,
} from './complaint.terms';

const words = z.string().trim().min(1).max(4000);
const optionalWords = z.string().trim().max(4000).default('');

/** Lodges a complaint that came by itself, e.g. a letter; a contact's complaint is routed. */
export const lodgeComplaintRequest = z.strictObject({
  customerId: customerIdSchema.nullable().default(null),
  contactId: contactIdSchema.nullable().default(null),
  category: categorySchema,
  severity: severitySchema.default('general'),
  channel: channelSchema.exclude(['legacy']),
  statement: words,
  remedySought: optionalWords,
});

export const dispatchComplaintRequest = z.strictObject({ toUnitId: unitIdSchema });
export const returnComplaintRequest = z.strictObject({
  reason: returnReasonSchema,
  note: optionalWords,
});
export const contactCustomerRequest = z.strictObject({
  means: complaintEvents.CustomerContacted.data.shape.means,
  note: words,
});
export const investigateComplaintRequest = z.strictObject({
  cause: causeSchema,
  findings: words,
});
export const adjudicateComplaintRequest = z.strictObject({
  verdict: verdictSchema,
  reasons: words,
});
export const remedyComplaintRequest = z.strictObject({
  remedy: remedySchema,
  amountFen: z.int().min(1).max(100_000_00).nullable().default(null),
  note: words,
});
export const replyToComplaintRequest = z.strictObject({ reply: words });
export const closeComplaintRequest = z.strictObject({
  satisfaction: satisfactionSchema.nullable().default(null),
});
export const reopenComplaintRequest = z.strictObject({ reason: words });
