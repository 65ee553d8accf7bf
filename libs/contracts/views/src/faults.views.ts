/** How faults and outages are asked for, and what is answered. */
import {
  areaSchema,
  channelSchema,
  faultCauseSchema,
  faultClassSchema,
  faultGradeSchema,
  faultIdSchema,
  faultStatusSchema,
  gradeGroundSchema,
  outageKindSchema,
  triageSchema,
} from '@taizhang/contracts/intake';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { pageQuery } from './views.requests';
import { promiseStateSchema } from './views.responses';

const id = z.string();
const count = z.int();
const at = instantSchema.nullable();

export const faultSchema = z.object({
  id,
  customerId: id.nullable(),
  contactId: id.nullable(),
  supplyPointId: id.nullable(),
  class: faultClassSchema,
  grade: faultGradeSchema.nullable(),
  grounds: z.array(gradeGroundSchema),
  status: faultStatusSchema,
  triage: triageSchema.nullable(),
  /** The outage it waits for, or came back with. */
  outageId: id.nullable(),
  area: areaSchema,
  place: z.string(),
  statement: z.string(),
  channel: channelSchema,
  ownerId: id,
  /** The crew that was sent, and who of it is on it. */
  unitId: id.nullable(),
  handlerId: id.nullable(),
  cause: faultCauseSchema.nullable(),
  findings: z.string(),
  result: z.string(),
  reportedAt: instantSchema,
  dispatchedAt: at,
  departedAt: at,
  arrivedAt: at,
  restoredAt: at,
  closedAt: at,
  reopenings: count,
  urges: count,
  promises: z.array(promiseStateSchema),
  /** The running promise that ends first. */
  nextPromise: z.string().nullable(),
  nextDueAt: at,
  missed: count,
  events: count,
  lastEventAt: instantSchema,
  revision: count,
});
export type Fault = z.infer<typeof faultSchema>;

/** The lanes of the dispatch board, in the order of a fault's life. */
export const faultLanes = {
  triage: ['reported', 'triaged'],
  'to-dispatch': ['graded', 'reopened'],
  'on-the-way': ['dispatched', 'departed'],
  'on-site': ['arrived', 'cause-found'],
  'to-verify': ['restored', 'verified'],
} as const satisfies Record<string, readonly z.infer<typeof faultStatusSchema>[]>;
export type FaultLane = keyof typeof faultLanes;
const laneSchema = z.enum(Object.keys(faultLanes) as [FaultLane, ...FaultLane[]]);

export const faultParams = z.strictObject({ id: faultIdSchema });

export const faultsQuery = z.strictObject({
  ...pageQuery.shape,
  lane: laneSchema.optional(),
  status: faultStatusSchema.optional(),
  grade: faultGradeSchema.optional(),
  unitId: z.string().max(60).optional(),
  customerId: z.string().max(60).optional(),
  outageId: z.string().max(60).optional(),
  open: z.enum(['true', 'false']).optional(),
  sort: z.enum(['due', 'newest']).default('due'),
});

export const outageSchema = z.object({
  id,
  kind: outageKindSchema,
  area: areaSchema,
  place: z.string(),
  unitIds: z.array(id),
  startsAt: instantSchema,
  endsAt: instantSchema,
  reason: z.string(),
  /** How many reports are linked to it. */
  faults: count,
  restoredAt: at,
  revision: count,
});
export type Outage = z.infer<typeof outageSchema>;

export const outagesQuery = z.strictObject({
  ...pageQuery.shape,
  open: z.enum(['true', 'false']).optional(),
});

/** A case that is not closed: what the caller may be speaking of. */
export const openCaseSchema = z.object({
  id,
  kind: z.enum(['complaint', 'fault', 'inquiry']),
  status: z.string(),
  statement: z.string(),
  openedAt: instantSchema,
});
export type OpenCase = z.infer<typeof openCaseSchema>;

/** Open cases of a customer, and of anybody at one supply point or place. */
export const openCasesRequest = z.strictObject({
  customerId: z.string().max(60).nullable().default(null),
  supplyPointId: z.string().max(60).nullable().default(null),
  place: z.string().trim().max(200).default(''),
});
