/** What may be asked of intake over HTTP. Times default to the moment of the request. */
import { z } from 'zod';
import { customerEvents } from './intake.events';
import {
  areaSchema,
  channelSchema,
  contactTypeSchema,
  customerIdSchema,
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

/** `category` and `severity` are the complaints context's own; see its contract. */
export const routeContactRequest = z.strictObject({
  category: z.string().min(1).max(60),
  severity: z.string().min(1).max(20).default('general'),
  statement: words,
  remedySought: z.string().trim().max(4000).default(''),
});
