/** What customers say by themselves, by a signed link and without signing in (评价). */
import { customerIdSchema } from '@taizhang/contracts/intake';
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
import { caseIdSchema, ratingIdSchema, scoreSchema } from './assessment.terms';

export const ratingEvents = {
  RatingInvited: defineEvent({
    meaning: 'A member of staff made a link by which the customer may rate a case.',
    version: 1,
    data: z.object({ ratingId: ratingIdSchema, caseId: caseIdSchema, expiresAt: instantSchema }),
  }),
  CaseRated: defineEvent({
    meaning: 'The customer rated how the case was handled, once and by a link of theirs.',
    version: 1,
    person: ['customerId', 'ratingId'],
    data: z.object({
      ratingId: ratingIdSchema,
      caseId: caseIdSchema,
      customerId: customerIdSchema.nullable(),
      /** Who handled the case and is rated by this. */
      handlerId: actorIdSchema.nullable(),
      unitId: unitIdSchema.nullable(),
      score: scoreSchema,
      comment: personal(z.string().max(1000)),
    }),
  }),
} satisfies EventDefinitions;

export type RatingEvent = EventsOf<typeof ratingEvents>;
