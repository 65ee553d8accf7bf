/**
 * What can happen to a fault. These shapes are stored and published: add optional fields freely,
 * rename nothing, reuse nothing.
 */
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { actorIdSchema, defineEvent, type EventDefinitions, type EventsOf } from '@taizhang/kernel';
import { z } from 'zod';
import { customerIdSchema, faultIdSchema } from './intake.terms';

export const faultEvents = {
  FaultClosed: defineEvent({
    meaning: 'Supply is back, verified and recorded; the customer may be called back.',
    version: 1,
    data: z.object({
      faultId: faultIdSchema,
      customerId: customerIdSchema.nullable(),
      handlerId: actorIdSchema.nullable(),
      unitId: unitIdSchema.nullable(),
    }),
  }),
} satisfies EventDefinitions;

export type FaultEvent = EventsOf<typeof faultEvents>;
