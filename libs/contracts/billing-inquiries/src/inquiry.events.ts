/**
 * What can happen to a billing inquiry. These shapes are stored and published: add optional
 * fields freely, rename nothing, reuse nothing.
 */
import { customerIdSchema } from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { actorIdSchema, defineEvent, type EventDefinitions, type EventsOf } from '@taizhang/kernel';
import { z } from 'zod';
import { inquiryIdSchema } from './inquiry.terms';

export const inquiryEvents = {
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
} satisfies EventDefinitions;

export type InquiryEvent = EventsOf<typeof inquiryEvents>;
