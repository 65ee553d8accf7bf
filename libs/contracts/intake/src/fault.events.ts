/**
 * What can happen to a fault. These shapes are stored and published: add optional fields freely,
 * rename nothing, reuse nothing.
 */
import { frozenPromiseSchema } from '@taizhang/calendar';
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
import {
  faultCauseSchema,
  faultClassSchema,
  faultGradeSchema,
  gradeGroundSchema,
  outageIdSchema,
  triageSchema,
} from './fault.terms';
import {
  areaSchema,
  channelSchema,
  contactIdSchema,
  customerIdSchema,
  faultIdSchema,
  supplyPointIdSchema,
} from './intake.terms';

const faultId = faultIdSchema;
const customerId = customerIdSchema.nullable();
const words = personal(z.string().max(4000));
/** The crew that answers for it; null while none was sent. A miss before names the reporter's. */
const unitId = unitIdSchema.nullable();
const person: ['customerId', 'faultId'] = ['customerId', 'faultId'];
/** The promise an act was measured against; null where none was made. */
const measured = { unitId, startedAt: instantSchema, dueAt: instantSchema.nullable() };
const promises = z.array(frozenPromiseSchema);

export const faultEvents = {
  FaultReported: defineEvent({
    meaning: 'Somebody has no supply or a bad one. The promise to be there starts here.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      contactId: contactIdSchema.nullable(),
      supplyPointId: supplyPointIdSchema.nullable(),
      class: faultClassSchema,
      area: areaSchema,
      place: personal(z.string().max(200)),
      statement: words,
      channel: channelSchema,
      /** First-contact owner (首问责任人), and where they sat. */
      ownerId: actorIdSchema,
      unitId,
      /** Dispatch and arrival; frozen, so that later editions change nothing. */
      promises,
    }),
  }),
  FaultTriaged: defineEvent({
    meaning:
      'By asking we know where the trouble lies. Of a known outage the caller was told with an ' +
      'apology; within the own installation they were guided by telephone.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      outcome: triageSchema,
      outageId: outageIdSchema.nullable(),
      /** Customer-internal: they heard that a repair is paid for, and want it. */
      paidRepairAgreed: z.boolean(),
      note: words,
      /** Of a crew that is owed after all: what earlier questions had found needed none. */
      promises: promises.optional(),
    }),
  }),
  FaultGraded: defineEvent({
    meaning: 'How urgent it is, and on which grounds.',
    version: 1,
    data: z.object({ faultId, grade: faultGradeSchema, grounds: z.array(gradeGroundSchema) }),
  }),
  FaultDispatched: defineEvent({
    meaning: 'A crew is sent; sent again, the crew before is off it.',
    version: 1,
    data: z.object({
      faultId,
      toUnitId: unitIdSchema,
      startedAt: instantSchema,
      dueAt: instantSchema.nullable(),
    }),
  }),
  CrewDeparted: defineEvent({
    meaning: 'One named person of the crew took it and is on the way.',
    version: 1,
    data: z.object({ faultId, handlerId: actorIdSchema }),
  }),
  CrewArrived: defineEvent({
    meaning: 'The crew is on site: the arrival promise stops, the restoration promise starts.',
    version: 1,
    data: z.object({
      faultId,
      handlerId: actorIdSchema,
      /** Somebody was there before: no promise is measured by it, and none begins. */
      again: z.literal(true).optional(),
      ...measured,
      promises,
    }),
  }),
  FaultCauseFound: defineEvent({
    meaning: 'We know what broke; the class may turn out to be another than reported.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      cause: faultCauseSchema,
      class: faultClassSchema,
      findings: words,
    }),
  }),
  SupplyRestored: defineEvent({
    meaning: 'Supply is back as far as we know. The restoration promise stops here.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      /** Null where it came back with the outage it belonged to. */
      handlerId: actorIdSchema.nullable(),
      outageId: outageIdSchema.nullable(),
      result: words,
      ...measured,
    }),
  }),
  FaultVerified: defineEvent({
    meaning: 'The customer or the meter says so too.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      means: z.enum(['on-site', 'phone', 'meter']),
      note: words,
    }),
  }),
  FaultClosed: defineEvent({
    meaning: 'Supply is back, verified and recorded; the customer may be called back.',
    version: 1,
    data: z.object({ faultId, customerId, handlerId: actorIdSchema.nullable(), unitId }),
  }),
  FaultReopened: defineEvent({
    meaning: 'It is dark again, or the customer is not content: new promises start.',
    version: 1,
    person,
    data: z.object({
      faultId,
      customerId,
      reason: words,
      /** Whose repair did not hold. */
      repairedBy: actorIdSchema.nullable(),
      unitId,
      promises,
    }),
  }),
  FaultUrged: defineEvent({
    meaning: 'The customer asked again where we stay (催办).',
    version: 1,
    data: z.object({ faultId, contactId: contactIdSchema, times: z.int().min(1) }),
  }),
  FaultDeadlineMissed: defineEvent({
    meaning: 'A promise ran out unkept. Recorded when the clock passes it, not when we notice.',
    version: 1,
    data: z.object({
      faultId,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      /** Who answered for it then: whoever was on the way, before that the first-contact owner. */
      responsibleId: actorIdSchema,
      unitId,
    }),
  }),
} satisfies EventDefinitions;

export type FaultEvent = EventsOf<typeof faultEvents>;
