/**
 * What can happen to a billing inquiry. These shapes are stored and published: add optional
 * fields freely, rename nothing, reuse nothing.
 */
import { frozenPromiseSchema } from '@taizhang/calendar';
import {
  channelSchema,
  contactIdSchema,
  customerIdSchema,
  supplyPointIdSchema,
} from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import {
  actorIdSchema,
  defineEvent,
  instantSchema,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';
import { accountIdSchema } from './account.terms';
import { adjustmentBasisSchema, adjustmentResultSchema } from './adjustment.terms';
import { findingSchema, inquiryIdSchema, inquiryKindSchema, testerSchema } from './inquiry.terms';

const inquiryId = inquiryIdSchema;
const customerId = customerIdSchema.nullable();
const unitId = unitIdSchema.nullable();
const words = z.string().max(4000);
/** Clocks that start with this event, frozen: later editions of rules never change them. */
const promises = z.array(frozenPromiseSchema);
/** The promise an act was measured against; null where none was made. */
const measured = { unitId, startedAt: instantSchema, dueAt: instantSchema.nullable() };
const told = { inquiryId, customerId };
/** In hundredths of a percent: 385 is 3.85 %. */
const errorRate = z.int().min(-9_999).max(100_000);

export const inquiryEvents = {
  InquiryOpened: defineEvent({
    meaning: 'A customer asks about a bill, a meter, a payment or their supply.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({
      ...told,
      contactId: contactIdSchema.nullable(),
      supplyPointId: supplyPointIdSchema.nullable(),
      /** As the first hearer understood it; null when they could not say. */
      kind: inquiryKindSchema.nullable(),
      channel: channelSchema,
      statement: personal(words),
      /** First-contact owner (首问责任人). */
      ownerId: actorIdSchema,
      promises,
    }),
  }),
  InquiryVerified: defineEvent({
    meaning: 'We know which account it is about, and one named person answers for it.',
    version: 1,
    data: z.object({
      ...told,
      accountId: accountIdSchema,
      supplyPointId: supplyPointIdSchema,
      handlerId: actorIdSchema,
      unitId,
    }),
  }),
  InquiryTakenOver: defineEvent({
    meaning: 'A colleague answers for it from now on; what was done stays.',
    version: 1,
    data: z.object({ inquiryId, handlerId: actorIdSchema, unitId }),
  }),
  InquiryTyped: defineEvent({
    meaning: 'What the customer wants, in our terms.',
    version: 1,
    data: z.object({ inquiryId, kind: inquiryKindSchema }),
  }),
  InquiryAnswered: defineEvent({
    meaning: 'What was asked could be answered without looking further.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, handlerId: actorIdSchema, answer: personal(words), ...measured }),
  }),
  InvestigationStarted: defineEvent({
    meaning: 'The records and, where needed, the meter are looked at.',
    version: 1,
    data: z.object({ inquiryId, handlerId: actorIdSchema }),
  }),
  MeterTestRequested: defineEvent({
    meaning: 'The meter goes to the laboratory; the clock of the test replaces that of the answer.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, tester: testerSchema, note: personal(words), promises }),
  }),
  MeterTested: defineEvent({
    meaning: 'The laboratory said how far the meter is off; the clock of the answer starts anew.',
    version: 1,
    data: z.object({
      inquiryId,
      handlerId: actorIdSchema,
      tester: testerSchema,
      /** In hundredths of a percent, positive when the meter runs fast. */
      errorRate,
      /** The error that the class of the meter allows, e.g. 200 for ±2 %. */
      toleranceRate: z.int().min(1).max(1_000),
      certificate: z.string().max(60),
      promises,
      ...measured,
    }),
  }),
  MeterTestDisputed: defineEvent({
    meaning: 'The customer does not believe the result; the superior body tests [M1].',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, reason: personal(words), promises }),
  }),
  InquiryFindingMade: defineEvent({
    meaning: 'We know whether something was wrong, and what.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, finding: findingSchema, explanation: personal(words) }),
  }),
  AdjustmentProposed: defineEvent({
    meaning: 'Somebody worked out what is to be paid back or later; another person must agree.',
    version: 1,
    data: z.object({
      inquiryId,
      proposedBy: actorIdSchema,
      figures: adjustmentBasisSchema,
      ...adjustmentResultSchema.shape,
    }),
  }),
  AdjustmentApproved: defineEvent({
    meaning: 'A second person agreed with it.',
    version: 1,
    data: z.object({ inquiryId, approvedBy: actorIdSchema, amountFen: z.int() }),
  }),
  AdjustmentRejected: defineEvent({
    meaning: 'A second person did not agree; it must be worked out again.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, rejectedBy: actorIdSchema, reason: personal(words) }),
  }),
  AdjustmentPosted: defineEvent({
    meaning: 'The amount goes onto the account.',
    version: 1,
    data: z.object({ inquiryId, accountId: accountIdSchema, amountFen: z.int() }),
  }),
  InquiryReplied: defineEvent({
    meaning: 'The customer has our answer, with what was found and put right.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({ ...told, handlerId: actorIdSchema, reply: personal(words), ...measured }),
  }),
  InquiryClosed: defineEvent({
    meaning: 'Nothing is left to do; the customer may be called back.',
    version: 1,
    data: z.object({
      inquiryId: inquiryIdSchema,
      customerId: customerIdSchema.nullable(),
      handlerId: actorIdSchema.nullable(),
      unitId: unitIdSchema.nullable(),
    }),
  }),
  InquiryReopened: defineEvent({
    meaning: 'Our answer did not hold. It counts against whoever gave it; new promises start.',
    version: 1,
    person: ['customerId', 'inquiryId'],
    data: z.object({
      ...told,
      reason: personal(words),
      repliedBy: actorIdSchema.nullable(),
      unitId,
      promises,
    }),
  }),
  InquiryUrged: defineEvent({
    meaning: 'The customer asked again where it stays (催办).',
    version: 1,
    data: z.object({ inquiryId, contactId: contactIdSchema, times: z.int().min(1) }),
  }),
  InquiryDeadlineMissed: defineEvent({
    meaning: 'A promise ran out unkept. Recorded when the clock passes it, not when we notice.',
    version: 1,
    data: z.object({
      inquiryId,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      /** Who answered for it then: the handler, before that the first-contact owner. */
      responsibleId: actorIdSchema,
      unitId,
    }),
  }),
} satisfies EventDefinitions;

export type InquiryEvent = EventsOf<typeof inquiryEvents>;
