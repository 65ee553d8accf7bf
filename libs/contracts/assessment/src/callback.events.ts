/** Asking the customer afterwards (回访). */
import { customerIdSchema } from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import {
  actorIdSchema,
  defineEvent,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';
import { callbackIdSchema, caseIdSchema } from './assessment.terms';

export const callbackEvents = {
  CallbackScored: defineEvent({
    meaning: 'The customer said how satisfied they are; somebody dissatisfied gets the case back.',
    version: 1,
    person: ['customerId', 'callbackId'],
    data: z.object({
      callbackId: callbackIdSchema,
      caseId: caseIdSchema,
      customerId: customerIdSchema.nullable(),
      /** Who handled the case and is rated by this. */
      handlerId: actorIdSchema.nullable(),
      unitId: unitIdSchema.nullable(),
      /** 5 very satisfied to 1 very dissatisfied; null when the customer would not say. */
      score: z.int().min(1).max(5).nullable(),
      /** The case must be opened again by the context that owns it. */
      dissatisfied: z.boolean(),
      comment: personal(z.string().max(4000)),
    }),
  }),
} satisfies EventDefinitions;

export type CallbackEvent = EventsOf<typeof callbackEvents>;
