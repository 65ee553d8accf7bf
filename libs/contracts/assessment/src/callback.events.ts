/** Asking the customer afterwards (回访). */
import { frozenPromiseSchema } from '@taizhang/calendar';
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
import { callbackRulesSchema } from './assessment.catalogues';
import {
  attemptOutcomeSchema,
  callbackIdSchema,
  callbackKindSchema,
  caseIdSchema,
  scoreSchema,
  withdrawalReasonSchema,
} from './assessment.terms';

const words = z.string().max(4000);
/** Whose work is asked about. */
const about = {
  callbackId: callbackIdSchema,
  caseId: caseIdSchema,
  customerId: customerIdSchema.nullable(),
  /** Who handled the case and is rated by this. */
  handlerId: actorIdSchema.nullable(),
  unitId: unitIdSchema.nullable(),
};

export const callbackEvents = {
  CallbackScheduled: defineEvent({
    meaning: 'A customer will be asked how a finished case was handled. The promise starts here.',
    version: 1,
    data: z.object({
      ...about,
      kind: callbackKindSchema,
      /** Quiet hours and number of attempts, frozen as they were. */
      rules: callbackRulesSchema,
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  CallbackAttempted: defineEvent({
    meaning: 'We called and did not reach the customer; the first call keeps the promise to call.',
    version: 1,
    person: ['customerId', 'callbackId'],
    data: z.object({
      ...about,
      attempt: z.int().min(1),
      outcome: attemptOutcomeSchema,
      note: personal(words),
      startedAt: instantSchema,
      dueAt: instantSchema.nullable(),
    }),
  }),
  CallbackScored: defineEvent({
    meaning: 'The customer said how satisfied they are; somebody dissatisfied gets the case back.',
    version: 1,
    person: ['customerId', 'callbackId'],
    data: z.object({
      ...about,
      /** 5 very satisfied to 1 very dissatisfied; null when the customer would not say. */
      score: scoreSchema.nullable(),
      /** The case must be opened again by the context that owns it. */
      dissatisfied: z.boolean(),
      comment: personal(words),
      kind: callbackKindSchema.optional(),
      startedAt: instantSchema.optional(),
      dueAt: instantSchema.nullable().optional(),
    }),
  }),
  CallbackUnreachable: defineEvent({
    meaning: 'We gave up calling: as often as the rule asks, or under a number that is wrong.',
    version: 1,
    data: z.object({ ...about, attempts: z.int().min(1) }),
  }),
  CallbackWithdrawn: defineEvent({
    meaning:
      'Nobody calls any more: the case was opened again first, or the customer may not be called.',
    version: 1,
    data: z.object({ ...about, reason: withdrawalReasonSchema }),
  }),
  CallbackDeadlineMissed: defineEvent({
    meaning: 'Nobody called in time. Recorded with the time at which the promise ran out.',
    version: 1,
    data: z.object({
      callbackId: callbackIdSchema,
      caseId: caseIdSchema,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      unitId: unitIdSchema.nullable(),
    }),
  }),
} satisfies EventDefinitions;

export type CallbackEvent = EventsOf<typeof callbackEvents>;
