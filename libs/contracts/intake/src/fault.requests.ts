/** What may be asked of faults and outages over HTTP. */
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { toldInstantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { faultEvents } from './fault.events';
import {
  faultCauseSchema,
  faultClassSchema,
  gradeGroundSchema,
  outageIdSchema,
  outageKindSchema,
  triageSchema,
} from './fault.terms';
import { areaSchema, channelSchema, customerIdSchema, supplyPointIdSchema } from './intake.terms';

const words = z.string().trim().min(1).max(4000);
const optionalWords = z.string().trim().max(4000).default('');
const place = z.string().trim().max(200);
const grounds = z.array(gradeGroundSchema).max(4);

/** Reports a fault that somebody of the house noticed; a customer's report is routed. */
export const reportFaultRequest = z.strictObject({
  customerId: customerIdSchema.nullable().default(null),
  supplyPointId: supplyPointIdSchema.nullable().default(null),
  class: faultClassSchema,
  area: areaSchema,
  place: place.min(1),
  statement: words,
  channel: channelSchema.exclude(['legacy']),
});

/** `outageId` with a known outage only; `paidRepairAgreed` with the own installation only. */
export const triageFaultRequest = z.strictObject({
  outcome: triageSchema,
  outageId: outageIdSchema.nullable().default(null),
  paidRepairAgreed: z.boolean().default(false),
  note: optionalWords,
});
/** The grade follows from the grounds; none is ordinary. */
export const gradeFaultRequest = z.strictObject({ grounds: grounds.default([]) });
export const dispatchFaultRequest = z.strictObject({ toUnitId: unitIdSchema });
export const findCauseRequest = z.strictObject({
  cause: faultCauseSchema,
  class: faultClassSchema.optional(),
  findings: optionalWords,
});
export const restoreSupplyRequest = z.strictObject({ result: optionalWords });
export const verifyFaultRequest = z.strictObject({
  means: faultEvents.FaultVerified.data.shape.means,
  note: optionalWords,
});
export const reopenFaultRequest = z.strictObject({ reason: words });

export const announceOutageRequest = z
  .strictObject({
    kind: outageKindSchema,
    area: areaSchema,
    place: place.min(1),
    unitIds: z.array(unitIdSchema).max(50).default([]),
    startsAt: toldInstantSchema,
    endsAt: toldInstantSchema,
    reason: z.string().trim().max(1000).default(''),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    message: 'must be after "startsAt"',
  });
