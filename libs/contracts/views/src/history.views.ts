/** Any past state, what changed between two instants and through whom: shapes of the answers. */
import { idSchema, instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { callbackSchema, scorecardSchema, spotCheckSchema } from './assessment.views';
import { accountSchema, inquirySchema } from './billing.views';
import { faultSchema } from './faults.views';
import { momentSchema } from './moments.views';
import {
  complaintSchema,
  contactSchema,
  customerSchema,
  supplyPointSchema,
} from './views.responses';

/** What has a history of its own: a stream is called by its id, its id by its kind. */
export const historyKinds = [
  'customer',
  'contact',
  'complaint',
  'fault',
  'inquiry',
  'account',
  'callback',
  'spot-check',
  'scorecard',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** The kind of `spot-check-7kx2…`; null for what has no history of its own. */
export const historyKindOf = (id: string): HistoryKind | null =>
  historyKinds.find((kind) => kind === id.slice(0, id.lastIndexOf('-'))) ?? null;

export const historyIdSchema = z.union(historyKinds.map((kind) => idSchema(kind)));
export const historyParams = z.strictObject({ id: historyIdSchema });

/** `occurred`: what had happened by then; `recorded`: what was written down by then. */
export const basisSchema = z.enum(['occurred', 'recorded']);
export type Basis = z.infer<typeof basisSchema>;

export const historyAsOfQuery = z.strictObject({
  /** Now, unless told. */
  at: momentSchema.optional(),
  basis: basisSchema.default('occurred'),
});
export const historyDifferenceQuery = z.strictObject({
  from: momentSchema,
  /** Now, unless told. */
  to: momentSchema.optional(),
  basis: basisSchema.default('occurred'),
});

/** The archive of a customer; of each kind of case the newest 50. */
export const archiveSchema = z.object({
  customer: customerSchema,
  supplyPoints: z.array(supplyPointSchema),
  contacts: z.array(contactSchema),
  complaints: z.array(complaintSchema),
  faults: z.array(faultSchema),
  inquiries: z.array(inquirySchema),
  /** What is owed and whether the supply is on, a row a supply point that was ever billed. */
  accounts: z.array(accountSchema),
});
export type Archive = z.infer<typeof archiveSchema>;

/** One event as a step of a history: who told it, at both clocks, and why. */
export const stepSchema = z.object({
  id: z.string(),
  stream: z.string(),
  type: z.string(),
  revision: z.int(),
  position: z.string(),
  at: instantSchema,
  recordedAt: instantSchema,
  by: z.string(),
  unit: z.string().nullable(),
  channel: z.string(),
  correlationId: z.string(),
  causationId: z.string(),
});
export type Step = z.infer<typeof stepSchema>;

/** What the answer cost: it depends on the history asked for, never on the length of the log. */
export const costSchema = z.object({
  streams: z.int(),
  events: z.int(),
  /** Streams beyond the bound that were not read, oldest links first; 0 but for giants. */
  streamsLeftOut: z.int(),
});
export type Cost = z.infer<typeof costSchema>;

const told = {
  id: z.string(),
  basis: basisSchema,
  /** The instant asked for; null for the present. */
  at: instantSchema.nullable(),
  /** The last event that was known then. */
  last: stepSchema,
  cost: costSchema,
};
const asOf = <Kind extends HistoryKind, State extends z.ZodType>(kind: Kind, state: State) =>
  z.object({ kind: z.literal(kind), state, ...told });

export const historyAsOfSchema = z.discriminatedUnion('kind', [
  asOf('customer', archiveSchema),
  asOf('contact', contactSchema),
  asOf('complaint', complaintSchema),
  asOf('fault', faultSchema),
  asOf('inquiry', inquirySchema),
  asOf('account', accountSchema),
  asOf('callback', callbackSchema),
  asOf('spot-check', spotCheckSchema),
  asOf('scorecard', scorecardSchema),
]);
export type HistoryAsOf = z.infer<typeof historyAsOfSchema>;

/** A field that is not what it was, with the event that last changed it. */
export const changeSchema = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  through: stepSchema.nullable(),
});
export type Change = z.infer<typeof changeSchema>;

/** What changed of one row: of a case, or of a part of an archive. */
export const changedPartSchema = z.object({
  kind: z.enum([...historyKinds, 'supply-point']),
  id: z.string(),
  /** `appeared`: not known at the first instant; `gone`: known then, and not at the second. */
  became: z.enum(['changed', 'appeared', 'gone']),
  changes: z.array(changeSchema),
});
export type ChangedPart = z.infer<typeof changedPartSchema>;

export const historyDifferenceSchema = z.object({
  id: z.string(),
  basis: basisSchema,
  from: instantSchema,
  to: instantSchema.nullable(),
  /** What changed last, if there is more than one answer shows. */
  parts: z.array(changedPartSchema),
  partsLeftOut: z.int(),
  /** What happened in between, in the order of the log; the newest, if there is more. */
  steps: z.array(stepSchema),
  stepsLeftOut: z.int(),
  cost: costSchema,
});
export type HistoryDifference = z.infer<typeof historyDifferenceSchema>;

/** A step with what it changed, what caused it and what it caused elsewhere. */
export const trailEntrySchema = stepSchema.extend({
  /** Fields that it changed; values are in the difference. */
  fields: z.array(z.string()),
  /** The event that made us do this; null for an act of a person, or of a clock. */
  cause: stepSchema.pick({ id: true, stream: true, type: true, at: true }).nullable(),
  effects: z.array(stepSchema.pick({ id: true, stream: true, type: true, at: true })),
});
export type TrailEntry = z.infer<typeof trailEntrySchema>;

export const trailSchema = z.object({
  id: z.string(),
  /** Oldest first; the newest, if there are more than one answer shows. */
  items: z.array(trailEntrySchema),
  itemsLeftOut: z.int(),
  cost: costSchema,
});
export type Trail = z.infer<typeof trailSchema>;
