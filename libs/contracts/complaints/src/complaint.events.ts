/**
 * What can happen to a complaint. These shapes are stored and published: add optional fields
 * freely, rename nothing, reuse nothing.
 */
import { frozenPromiseSchema } from '@taizhang/calendar';
import { channelSchema, contactIdSchema, customerIdSchema } from '@taizhang/contracts/intake';
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
  categorySchema,
  causeSchema,
  complaintIdSchema,
  remedySchema,
  returnReasonSchema,
  satisfactionSchema,
  raisedSeveritySchema,
  severitySchema,
  verdictSchema,
} from './complaint.terms';

const complaintId = complaintIdSchema;
const customerId = customerIdSchema.nullable();
const words = z.string().max(4000);
/** The unit that answers for it, which is not always the unit of whoever acts. */
const unitId = unitIdSchema.nullable();
/** The promise an act was measured against; null where none was made (imported history). */
const measured = {
  unitId,
  startedAt: instantSchema,
  dueAt: instantSchema.nullable(),
  /** Of a grave case, for whoever weighs what was kept; absent for ordinary ones. */
  severity: raisedSeveritySchema.optional(),
};

export const complaintEvents = {
  ComplaintLodged: defineEvent({
    meaning: 'A customer told us something is wrong. Every promise to them starts here.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      contactId: contactIdSchema.nullable(),
      category: categorySchema.nullable(),
      severity: severitySchema,
      channel: channelSchema,
      statement: personal(words),
      remedySought: personal(words),
      /** First-contact owner (首问责任人). */
      ownerId: actorIdSchema,
      unitId,
      /** Frozen when lodged: later editions of rules or calendar never change them. */
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  ComplaintDispatched: defineEvent({
    meaning: 'A unit is asked to handle it.',
    version: 1,
    data: z.object({
      complaintId,
      toUnitId: unitId,
      startedAt: instantSchema,
      dueAt: instantSchema.nullable(),
    }),
  }),
  ComplaintAccepted: defineEvent({
    meaning: 'One named person now answers for it (落实到个人头上).',
    version: 1,
    data: z.object({ complaintId, handlerId: actorIdSchema }),
  }),
  ComplaintReturned: defineEvent({
    meaning: 'The unit cannot handle it and says why; it must be dispatched again.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      reason: returnReasonSchema,
      note: personal(words),
    }),
  }),
  CustomerContacted: defineEvent({
    meaning: 'We spoke to the customer about it; the first time keeps the contact promise.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      handlerId: actorIdSchema,
      means: z.enum(['phone', 'visit', 'message', 'letter']),
      note: personal(words),
      /** Not the first time since lodging or reopening: no promise is measured by it. */
      again: z.literal(true).optional(),
      ...measured,
    }),
  }),
  ComplaintInvestigated: defineEvent({
    meaning: 'We know what happened and which kind of failure it was.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({ complaintId, customerId, cause: causeSchema, findings: personal(words) }),
  }),
  ComplaintAdjudicated: defineEvent({
    meaning: 'We decided whether it is true. Only proven complaints count against the company.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      verdict: verdictSchema,
      reasons: personal(words),
    }),
  }),
  ComplaintRemedied: defineEvent({
    meaning: 'One of the four recovery steps was taken.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      remedy: remedySchema,
      /** Value of a compensation in fen; null for the other steps. */
      amountFen: z.int().min(0).nullable(),
      note: personal(words),
    }),
  }),
  ComplaintReplied: defineEvent({
    meaning: 'The customer has our answer. The reply promise stops here.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      handlerId: actorIdSchema,
      reply: personal(words),
      ...measured,
    }),
  }),
  ComplaintClosed: defineEvent({
    meaning: 'Nothing is left to do; the customer may have said how satisfied they are.',
    version: 1,
    data: z.object({
      complaintId,
      customerId,
      handlerId: actorIdSchema.nullable(),
      unitId,
      satisfaction: satisfactionSchema.nullable(),
    }),
  }),
  ComplaintReopened: defineEvent({
    meaning: 'Our answer did not hold. It counts against whoever gave it; new promises start.',
    version: 1,
    person: ['customerId', 'complaintId'],
    data: z.object({
      complaintId,
      customerId,
      reason: personal(words),
      repliedBy: actorIdSchema.nullable(),
      unitId,
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  ComplaintUrged: defineEvent({
    meaning: 'The customer asked again where it stays (催办).',
    version: 1,
    data: z.object({ complaintId, contactId: contactIdSchema, times: z.int().min(1) }),
  }),
  ComplaintDeadlineMissed: defineEvent({
    meaning: 'A promise ran out unkept. Recorded when the clock passes it, not when we notice.',
    version: 1,
    data: z.object({
      complaintId,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      /** Who answered for it then: the handler, before that the first-contact owner. */
      responsibleId: actorIdSchema,
      unitId,
      severity: raisedSeveritySchema.optional(),
    }),
  }),
  ComplaintHistoryNoted: defineEvent({
    meaning: 'The legacy ledger says something happened that has no counterpart here.',
    version: 1,
    data: z.object({ complaintId, activity: z.string().max(200) }),
  }),
} satisfies EventDefinitions;

export type ComplaintEvent = EventsOf<typeof complaintEvents>;
