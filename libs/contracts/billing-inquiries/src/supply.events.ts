/** What happens to the supply of an account that was not paid, and when that was a mistake. */
import { frozenPromiseSchema } from '@taizhang/calendar';
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import {
  areaSchema,
  customerIdSchema,
  faultIdSchema,
  supplyPointIdSchema,
} from '@taizhang/contracts/intake';
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
import { accountFields, accountIdSchema, cutCauseSchema, mistakeSchema } from './account.terms';
import { inquiryIdSchema } from './inquiry.terms';

const promises = z.array(frozenPromiseSchema);

export const supplyEvents = {
  ArrearsNoticed: defineEvent({
    meaning: 'The customer was told what is overdue and that the supply may be cut (催费通知).',
    version: 1,
    data: z.object({
      ...accountFields,
      overdueFen: z.int().min(1),
      penaltyFen: z.int().min(0),
      oldestDueOn: z.iso.date(),
      /** Waits that must have passed before a disconnection: both are lower bounds. */
      promises,
    }),
  }),
  DisconnectionProposed: defineEvent({
    meaning: 'Somebody asks to cut the supply; another person must agree.',
    version: 1,
    data: z.object({
      ...accountFields,
      proposedBy: actorIdSchema,
      overdueFen: z.int().min(1),
    }),
  }),
  DisconnectionApproved: defineEvent({
    meaning: 'A second person agreed that the supply may be cut.',
    version: 1,
    data: z.object({ ...accountFields, approvedBy: actorIdSchema }),
  }),
  DisconnectionAnnounced: defineEvent({
    meaning:
      'The customer was told once more that the supply goes off today, half an hour before it may.',
    version: 1,
    data: z.object({
      ...accountFields,
      /** How long the crew must still wait: a lower bound. */
      promises,
    }),
  }),
  SupplyCut: defineEvent({
    meaning: 'The supply is off. A fact, right or wrong: a wrong one is found out at once.',
    version: 1,
    data: z.object({ ...accountFields, cause: cutCauseSchema }),
  }),
  ReconnectionRequested: defineEvent({
    meaning: 'What it was cut for is settled: the clock of the reconnection runs.',
    version: 1,
    data: z.object({ ...accountFields, unitId: unitIdSchema.nullable(), promises }),
  }),
  SupplyReconnected: defineEvent({
    meaning: 'The supply is on again.',
    version: 1,
    data: z.object({
      ...accountFields,
      startedAt: instantSchema.nullable(),
      dueAt: instantSchema.nullable(),
    }),
  }),
  ReconnectionDeadlineMissed: defineEvent({
    meaning: 'The customer paid and is still in the dark after the promised time.',
    version: 1,
    data: z.object({
      ...accountFields,
      promise: frozenPromiseSchema.shape.promise,
      dueAt: instantSchema,
      unitId: unitIdSchema.nullable(),
    }),
  }),
  MistakenDisconnectionFound: defineEvent({
    meaning:
      'We cut off somebody we had no right to cut off: an urgent fault and a complaint at once.',
    version: 1,
    person: ['customerId'],
    data: z.object({
      customerId: customerIdSchema,
      supplyPointId: supplyPointIdSchema,
      area: areaSchema,
      place: personal(z.string().max(200)),
      statement: personal(z.string().max(4000)),
      unitId: unitIdSchema.nullable(),
      disconnectedAt: instantSchema,
      /** Ids under which intake reports the fault and complaints lodges the complaint. */
      faultId: faultIdSchema,
      complaintId: complaintIdSchema,
      accountId: accountIdSchema.optional(),
      mistake: mistakeSchema.optional(),
      /** The inquiry that brought it to light, if one did. */
      inquiryId: inquiryIdSchema.nullable().optional(),
    }),
  }),
} satisfies EventDefinitions;

export type SupplyEvent = EventsOf<typeof supplyEvents>;
