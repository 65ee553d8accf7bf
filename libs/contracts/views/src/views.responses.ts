/** What the views answer. Rows of read models and answers over HTTP are the same shapes. */
import { frozenPromiseSchema } from '@taizhang/calendar';
import {
  categorySchema,
  remedySchema,
  severitySchema,
  statusSchema,
  verdictSchema,
} from '@taizhang/contracts/complaints';
import {
  areaSchema,
  channelSchema,
  channelTitles,
  contactTypeSchema,
  customerKindSchema,
  processingSchema,
  topicSchema,
} from '@taizhang/contracts/intake';
import { roleSchema, unitKindSchema } from '@taizhang/contracts/organisation';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { asShown } from './parked.views';

const [id, count, at] = [z.string(), z.int(), instantSchema.nullable()] as const;

export const unitSchema = z.object({
  id,
  name: z.string(),
  kind: unitKindSchema,
  parentId: id.nullable(),
});

export const staffMemberSchema = z.object({
  id,
  name: z.string(),
  unitId: id,
  roles: z.array(roleSchema),
  active: z.boolean(),
});

export const customerSchema = z.object({
  id,
  name: z.string(),
  kind: customerKindSchema,
  phones: z.array(z.string()),
  address: z.string(),
  unitId: id.nullable(),
  since: instantSchema,
  contacts: count,
  complaints: count,
  openComplaints: count,
  faults: count,
  openFaults: count,
  lastContactAt: at,
  processing: processingSchema,
  revision: count,
});

export const supplyPointSchema = z.object({
  id,
  customerId: id,
  accountNumber: z.string(),
  meterNumber: z.string(),
  address: z.string(),
  area: areaSchema,
});

export const contactStatusSchema = z.enum([
  'open',
  'awaiting-reply',
  'answered',
  'routed',
  'closed',
  'abandoned',
]);

export const contactSchema = z.object({
  id,
  customerId: id.nullable(),
  channel: channelSchema,
  status: contactStatusSchema,
  type: contactTypeSchema.nullable(),
  topic: topicSchema.nullable(),
  summary: z.string(),
  answer: z.string(),
  caseId: id.nullable(),
  ownerId: id,
  unitId: id.nullable(),
  openedAt: instantSchema,
  settledAt: at,
  /** This contact shows that an earlier answer did not hold. */
  recontactOf: id.nullable(),
  /** Until when the promised reply is due, while it is owed. */
  replyDueAt: at,
  revision: count,
});

/** A promise with what became of it. */
export const promiseStateSchema = frozenPromiseSchema.extend({
  state: z.enum(['running', 'kept', 'missed']),
  stoppedAt: at,
});

export const complaintSchema = z.object({
  id,
  customerId: id.nullable(),
  contactId: id.nullable(),
  category: categorySchema.nullable(),
  severity: severitySchema,
  channel: channelSchema,
  status: statusSchema,
  statement: z.string(),
  remedySought: z.string(),
  ownerId: id,
  /** The unit that must act next. */
  unitId: id.nullable(),
  handlerId: id.nullable(),
  verdict: verdictSchema.nullable(),
  remedies: z.array(
    z.object({ remedy: remedySchema, amountFen: z.int().nullable(), at: instantSchema }),
  ),
  lodgedAt: instantSchema,
  contactedAt: at,
  repliedAt: at,
  closedAt: at,
  returns: count,
  reopenings: count,
  satisfaction: z.int().nullable(),
  /** How often the customer asked where it stays. */
  urges: count,
  promises: z.array(promiseStateSchema),
  /** The running promise that ends first. */
  nextPromise: z.string().nullable(),
  nextDueAt: at,
  missed: count,
  /** Name of the legacy ledger it was imported from. */
  source: z.string().nullable(),
  events: count,
  lastEventAt: instantSchema,
  revision: count,
});

/** By which door an act came in: the channels of contacts, and those of the house itself. */
export const entranceTitles: Readonly<Record<string, { zh: string; en: string }>> = {
  ...channelTitles,
  portal: { zh: '台账门户', en: 'Staff portal' },
  api: { zh: '系统接口', en: 'API' },
  'rating-link': { zh: '客户评价链接', en: 'Rating link of a customer' },
  clock: { zh: '时限监测', en: 'Deadline watch' },
  inbound: { zh: '外部系统', en: 'Another system' },
  start: { zh: '系统启动', en: 'First start' },
};

/** One event of a stream as people read it. */
export const timelineEntrySchema = z.object({
  id,
  type: z.string(),
  revision: count,
  position: z.string(),
  at: instantSchema,
  recordedAt: instantSchema,
  by: z.string(),
  unit: id.nullable(),
  channel: z.string(),
  data: z.record(z.string(), z.unknown()),
  origin: z.object({ source: z.string(), row: z.int(), activity: z.string() }).nullable(),
});

export const differenceSchema = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

/** Counts and sums of one person, unit or day; means are left to the reader: sum ÷ count. */
export const performanceFigures = {
  /** Everything they recorded. */
  acts: count,
  contactsTaken: count,
  answeredAtOnce: count,
  /** Answers at once that were followed by a contact on the same topic within 7 days. */
  recontacts: count,
  /** Complaints whose first-contact owner they are. */
  lodged: count,
  accepted: count,
  replied: count,
  closed: count,
  reopened: count,
  contactCount: count,
  contactMinutes: z.number(),
  replyCount: count,
  replyMinutes: z.number(),
  promisesKept: count,
  promisesMissed: count,
  /** Faults whose first-contact owner they are. */
  faultsTaken: count,
  faultsRepaired: count,
  /** Repairs of theirs that did not hold. */
  faultsReopened: count,
  arrivalCount: count,
  arrivalMinutes: z.number(),
  restorationCount: count,
  restorationMinutes: z.number(),
  /** Customers who praised them by name. */
  praise: count,
  ratings: count,
  ratingSum: count,
  /** Calls made to ask customers afterwards. */
  callbacks: count,
  /** Cases of theirs that a spot check scored; the sum is of points of 100. */
  spotChecks: count,
  spotCheckSum: count,
};

export const performanceRowSchema = z.object({
  /** Staff id, unit id or day, as grouped. */
  key: z.string(),
  unitId: id.nullable(),
  ...performanceFigures,
});

export const performanceReportSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  groupBy: z.enum(['staff', 'unit', 'day']),
  rows: z.array(performanceRowSchema),
  total: z.object(performanceFigures),
  /** The period of the same length just before. */
  previous: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(performanceRowSchema),
    total: z.object(performanceFigures),
  }),
});

/** The events behind one figure. */
export const performanceEntrySchema = z.object({
  id,
  type: z.string(),
  stream: z.string(),
  revision: count,
  staffId: id,
  unitId: id.nullable(),
  day: z.iso.date(),
  at: instantSchema,
  /** Names of the figures this event counts in. */
  figures: z.array(z.string()),
});

export const workbenchSchema = z.object({
  mine: count,
  unitOpen: count,
  toDispatch: count,
  breachingSoon: count,
  breached: count,
  openContacts: count,
  ratingsLast30Days: z.object({ count, sum: count }),
  /** Per local day, oldest first, for the caller's unit. */
  trend: z.array(z.object({ day: z.iso.date(), contacts: count, lodged: count, closed: count })),
});

export const pageOf = <Shape extends z.core.$ZodLooseShape>(item: z.ZodObject<Shape>) =>
  asShown(
    z.object({
      items: z.array(asShown(item)),
      /** Pass as `cursor` for the next page; null on the last. */
      nextCursor: z.string().nullable(),
    }),
  );

/** All there is, without pages. */
export const listOf = <Shape extends z.core.$ZodLooseShape>(item: z.ZodObject<Shape>) =>
  asShown(z.object({ items: z.array(asShown(item)) }));

export type Unit = z.infer<typeof unitSchema>;
export type StaffMember = z.infer<typeof staffMemberSchema>;
export type Customer = z.infer<typeof customerSchema>;
export type SupplyPoint = z.infer<typeof supplyPointSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type Complaint = z.infer<typeof complaintSchema>;
export type PromiseState = z.infer<typeof promiseStateSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type Difference = z.infer<typeof differenceSchema>;
export type PerformanceRow = z.infer<typeof performanceRowSchema>;
export type PerformanceReport = z.infer<typeof performanceReportSchema>;
export type PerformanceEntry = z.infer<typeof performanceEntrySchema>;
export type Workbench = z.infer<typeof workbenchSchema>;
