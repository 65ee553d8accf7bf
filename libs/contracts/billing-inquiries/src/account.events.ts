/**
 * What is known of an account from the systems that read, bill and collect: facts of others, kept
 * as they came. Money in fen, energy in watt-hours. Add optional fields freely, rename nothing.
 */
import { defineEvent, type EventDefinitions, type EventsOf } from '@taizhang/kernel';
import { z } from 'zod';
import {
  accountFields,
  paymentMeansSchema,
  readingMethodSchema,
  tariffSchema,
} from './account.terms';
import { inquiryIdSchema } from './inquiry.terms';

const fen = z.int().min(1).max(100_000_000_000);
const energyWh = z.int().min(0).max(1_000_000_000_000);
/** A reference of the system it came from; no name, no number of a person. */
const reference = z.string().regex(/^[0-9A-Za-z._-]{1,60}$/);

export const readingFields = {
  /** What the register showed. */
  registerWh: energyWh,
  method: readingMethodSchema,
};
export const billFields = {
  billId: reference,
  from: z.iso.date(),
  until: z.iso.date(),
  energyWh,
  tariff: tariffSchema,
  amountFen: fen,
  /** The last day to pay without being late. */
  dueOn: z.iso.date(),
};
export const paymentFields = {
  paymentId: reference,
  amountFen: fen,
  means: paymentMeansSchema,
};
export const balanceFields = { balanceFen: z.int() };

export const accountEvents = {
  MeterReadingTaken: defineEvent({
    meaning: 'The register of the meter was read.',
    version: 1,
    data: z.object({ ...accountFields, ...readingFields }),
  }),
  BillIssued: defineEvent({
    meaning: 'The customer owes this for that energy, by that day.',
    version: 1,
    data: z.object({ ...accountFields, ...billFields }),
  }),
  PaymentReceived: defineEvent({
    meaning: 'Money came in for the account, whoever paid it.',
    version: 1,
    data: z.object({ ...accountFields, ...paymentFields }),
  }),
  PrepaidBalanceReported: defineEvent({
    meaning: 'What is left on a prepaid meter; below 0 the customer is warned and may be cut off.',
    version: 1,
    data: z.object({ ...accountFields, ...balanceFields }),
  }),
  AccountAdjusted: defineEvent({
    meaning: 'A refund (below 0) or back-billing (above 0) that two people agreed on.',
    version: 1,
    data: z.object({ ...accountFields, inquiryId: inquiryIdSchema, amountFen: z.int() }),
  }),
} satisfies EventDefinitions;

export type AccountEvent = EventsOf<typeof accountEvents>;
