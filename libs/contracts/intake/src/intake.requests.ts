/** What may be asked of intake over HTTP. Times default to the moment of the request. */
import { actorIdSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { gradeGroundSchema, outageIdSchema } from './fault.terms';
import { contactEvents, customerEvents } from './intake.events';
import {
  areaSchema,
  channelSchema,
  contactTypeSchema,
  customerIdSchema,
  supplyPointIdSchema,
  topicSchema,
} from './intake.terms';

const { phones, address, kind } = customerEvents.CustomerRegistered.data.shape;
const name = z.string().trim().min(1).max(80);
const { accountNumber, meterNumber } = customerEvents.SupplyPointConnected.data.shape;
const words = z.string().trim().min(1).max(4000);

export const registerCustomerRequest = z.strictObject({
  name,
  kind,
  phones: phones.default([]),
  address: address.default(''),
});

export const correctCustomerDetailsRequest = z.strictObject({ name, phones, address });

export const connectSupplyPointRequest = z.strictObject({
  accountNumber,
  meterNumber,
  address: z.string().trim().min(1).max(200),
  area: areaSchema,
});

const classification = { type: contactTypeSchema, topic: topicSchema, summary: words };

/** Opens a contact; who it is and what it is about may follow at once or later. */
export const openContactRequest = z.strictObject({
  channel: channelSchema.exclude(['legacy']),
  customerId: customerIdSchema.optional(),
  anonymous: z.boolean().optional(),
  classification: z.strictObject(classification).optional(),
});

export const identifyContactRequest = z.strictObject({ customerId: customerIdSchema });
export const classifyContactRequest = z.strictObject(classification);
export const answerContactRequest = z.strictObject({ answer: words });

/**
 * `category` and `severity` are those of the context it goes to: a complaint's category, a fault's
 * class, an inquiry's kind. A fault's severity follows from the grounds found by asking.
 */
export const routeContactRequest = z.strictObject({
  to: contactEvents.ContactRouted.data.shape.to.default('complaints'),
  category: z.string().min(1).max(60),
  severity: z.string().min(1).max(20).optional(),
  statement: words,
  remedySought: z.string().trim().max(4000).default(''),
  supplyPointId: supplyPointIdSchema.nullable().default(null),
  area: areaSchema.optional(),
  place: z.string().trim().max(200).optional(),
  grounds: z.array(gradeGroundSchema).max(4).default([]),
  outageId: outageIdSchema.nullable().default(null),
});

/** Asks where an open case stays; the case is named. */
export const urgeCaseRequest = z.strictObject({
  caseId: contactEvents.CaseUrged.data.shape.caseId,
  statement: words,
});
export const recordPraiseRequest = z.strictObject({
  staffId: actorIdSchema.nullable().default(null),
  words,
});
export const replyToContactRequest = z.strictObject({ reply: words });
