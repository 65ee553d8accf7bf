/**
 * What intake says happened. These shapes are stored and published: add optional fields
 * freely, rename nothing, reuse nothing.
 */
import { frozenPromiseSchema } from '@taizhang/calendar';
import {
  actorIdSchema,
  defineEvent,
  idSchema,
  instantSchema,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { z } from 'zod';
import { faultEvents, type FaultEvent } from './fault.events';
import { gradeGroundSchema, outageIdSchema } from './fault.terms';
import { outageEvents, type OutageEvent } from './outage.events';
import { privacyEvents, type PrivacyEvent } from './privacy.events';
import {
  areaSchema,
  channelSchema,
  contactIdSchema,
  contactTypeSchema,
  customerIdSchema,
  customerKindSchema,
  faultIdSchema,
  supplyPointIdSchema,
  topicSchema,
} from './intake.terms';

const words = z.string().max(4000);
/** A case of any context: their contracts stand on this one, so only the ids are known here. */
const caseIdSchema = z.union([idSchema('complaint'), faultIdSchema, idSchema('inquiry')]);
const phone = z.string().regex(/^\+?[0-9-]{3,20}$/, 'digits, at most 20, with + or - if wanted');

export const customerEvents = {
  CustomerRegistered: defineEvent({
    meaning: 'Somebody the company supplies or talks to has an archive from now on.',
    version: 1,
    person: ['customerId'],
    data: z.object({
      customerId: customerIdSchema,
      kind: customerKindSchema,
      name: personal(z.string().min(1).max(80)),
      phones: personal(z.array(phone).max(8)),
      address: personal(z.string().max(200)),
      unitId: unitIdSchema.nullable(),
    }),
  }),
  CustomerDetailsCorrected: defineEvent({
    meaning: 'Name, telephone or address were wrong or changed; these hold from now on.',
    version: 1,
    person: ['customerId'],
    data: z.object({
      customerId: customerIdSchema,
      name: personal(z.string().min(1).max(80)),
      phones: personal(z.array(phone).max(8)),
      address: personal(z.string().max(200)),
    }),
  }),
  SupplyPointConnected: defineEvent({
    meaning: 'The customer is supplied at this place, billed on this account by this meter.',
    version: 1,
    person: ['customerId'],
    data: z.object({
      customerId: customerIdSchema,
      supplyPointId: supplyPointIdSchema,
      accountNumber: personal(z.string().regex(/^[0-9A-Z-]{4,20}$/)),
      meterNumber: personal(z.string().regex(/^[0-9A-Z-]{4,24}$/)),
      address: personal(z.string().min(1).max(200)),
      area: areaSchema,
    }),
  }),
} satisfies EventDefinitions;

export const contactEvents = {
  ContactOpened: defineEvent({
    meaning: 'A customer reached us. Whoever took it owns it until it is settled (首问责任制).',
    version: 1,
    data: z.object({
      contactId: contactIdSchema,
      channel: channelSchema,
      ownerId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
    }),
  }),
  ContactIdentified: defineEvent({
    meaning: 'We know who is speaking.',
    version: 1,
    data: z.object({ contactId: contactIdSchema, customerId: customerIdSchema }),
  }),
  ContactLeftAnonymous: defineEvent({
    meaning: 'The person did not say who they are, and need not.',
    version: 1,
    data: z.object({ contactId: contactIdSchema }),
  }),
  ContactClassified: defineEvent({
    meaning: 'What the customer wants, in our terms and in their words.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      customerId: customerIdSchema.nullable(),
      type: contactTypeSchema,
      topic: topicSchema,
      summary: personal(words),
      /** An earlier contact answered at once on the same topic within 7 days: it did not hold. */
      recontactOf: z
        .object({
          contactId: contactIdSchema,
          ownerId: actorIdSchema,
          unitId: unitIdSchema.nullable(),
          answeredAt: instantSchema,
          /** Said in this contact already: it counts once. */
          again: z.literal(true).optional(),
        })
        .nullable(),
    }),
  }),
  ContactAnsweredAtOnce: defineEvent({
    meaning: 'The first person the customer spoke to settled the matter.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      customerId: customerIdSchema.nullable(),
      ownerId: actorIdSchema,
      topic: topicSchema,
      answer: personal(words),
    }),
  }),
  ContactRouted: defineEvent({
    meaning: 'Others must act: the context named receives the case under this id.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      to: z.enum(['complaints', 'faults', 'billing-inquiries']),
      caseId: caseIdSchema,
      customerId: customerIdSchema.nullable(),
      ownerId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
      channel: channelSchema,
      topic: topicSchema,
      /** The receiving context's own category, chosen by the agent. */
      category: z.string().max(60),
      severity: z.string().max(20),
      statement: personal(words),
      remedySought: personal(words),
      /** About a place: which supply point, what kind of area, in the caller's words. */
      supplyPointId: supplyPointIdSchema.nullable().optional(),
      area: areaSchema.optional(),
      place: personal(z.string().max(200)).optional(),
      /** What the scripted questions found: grounds for urgency, the outage it belongs to. */
      grounds: z.array(gradeGroundSchema).optional(),
      outageId: outageIdSchema.nullable().optional(),
      openedAt: instantSchema,
    }),
  }),
  CaseUrged: defineEvent({
    meaning: 'The customer asks where an open case stays (催办); its owner is told.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      caseId: caseIdSchema,
      customerId: customerIdSchema.nullable(),
      ownerId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
      statement: personal(words),
      /** Frozen: until when it must have been passed on. */
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  PraiseRecorded: defineEvent({
    meaning: 'The customer praises us (表扬), or somebody of us whom they know.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      customerId: customerIdSchema.nullable(),
      /** Who is praised, if known. */
      staffId: actorIdSchema.nullable(),
      words: personal(words),
    }),
  }),
  ContactReplyPromised: defineEvent({
    meaning: 'It cannot be answered at once: whoever took it owes the customer a reply in time.',
    version: 1,
    data: z.object({
      contactId: contactIdSchema,
      ownerId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  ContactReplied: defineEvent({
    meaning: 'The promised reply was given.',
    version: 1,
    person: ['customerId', 'contactId'],
    data: z.object({
      contactId: contactIdSchema,
      customerId: customerIdSchema.nullable(),
      ownerId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
      reply: personal(words),
      startedAt: instantSchema,
      dueAt: instantSchema.nullable(),
    }),
  }),
  ContactDeadlineMissed: defineEvent({
    meaning: 'The promised reply did not come in time.',
    version: 1,
    data: z.object({
      contactId: contactIdSchema,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      responsibleId: actorIdSchema,
      unitId: unitIdSchema.nullable(),
    }),
  }),
  ContactClosed: defineEvent({
    meaning: 'Nothing is left to do on the contact itself; a routed case goes on by itself.',
    version: 1,
    data: z.object({ contactId: contactIdSchema }),
  }),
  ContactAbandoned: defineEvent({
    meaning: 'The customer was gone before we knew what they wanted.',
    version: 1,
    data: z.object({ contactId: contactIdSchema, ownerId: actorIdSchema }),
  }),
} satisfies EventDefinitions;

export const intakeEvents = {
  ...customerEvents,
  ...contactEvents,
  ...faultEvents,
  ...outageEvents,
  ...privacyEvents,
} satisfies EventDefinitions;

export type CustomerEvent = EventsOf<typeof customerEvents>;
export type ContactEvent = EventsOf<typeof contactEvents>;
export type IntakeEvent = CustomerEvent | ContactEvent | FaultEvent | OutageEvent | PrivacyEvent;
