/** What the views answer about billing inquiries and accounts. Money in fen, energy in Wh. */
import { frozenPromiseSchema } from '@taizhang/calendar';
import {
  adjustmentBasisSchema,
  adjustmentResultSchema,
  cutCauseSchema,
  findingSchema,
  inquiryKindSchema,
  inquiryStatusSchema,
  mistakeSchema,
  paymentMeansSchema,
  readingMethodSchema,
  supplyStatusSchema,
  tariffSchema,
  testerSchema,
} from '@taizhang/contracts/billing-inquiries';
import { channelSchema, processingSchema } from '@taizhang/contracts/intake';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { asShown } from './parked.views';
import { page } from './page.views';
import { promiseStateSchema } from './views.responses';

const id = z.string();
const count = z.int();
const at = instantSchema.nullable();
/** The running promise that ends first. */
const clocks = {
  promises: z.array(promiseStateSchema),
  nextPromise: z.string().nullable(),
  nextDueAt: at,
  missed: count,
};

export const adjustmentSchema = z.object({
  figures: adjustmentBasisSchema,
  ...adjustmentResultSchema.shape,
  state: z.enum(['proposed', 'approved', 'rejected', 'posted']),
  proposedBy: id,
  proposedAt: instantSchema,
  /** Who approved or rejected it. */
  decidedBy: id.nullable(),
});

export const inquirySchema = z.object({
  id,
  customerId: id.nullable(),
  accountId: id.nullable(),
  supplyPointId: id.nullable(),
  contactId: id.nullable(),
  kind: inquiryKindSchema.nullable(),
  channel: channelSchema,
  status: inquiryStatusSchema,
  statement: z.string(),
  ownerId: id,
  handlerId: id.nullable(),
  /** The unit of whoever answers for it; null while nobody does. */
  unitId: id.nullable(),
  tests: z.array(
    z.object({
      tester: testerSchema,
      errorRate: z.int(),
      toleranceRate: z.int(),
      certificate: z.string(),
      at: instantSchema,
    }),
  ),
  finding: findingSchema.nullable(),
  explanation: z.string(),
  adjustment: adjustmentSchema.nullable(),
  reply: z.string(),
  openedAt: instantSchema,
  answeredAt: at,
  closedAt: at,
  reopenings: count,
  /** How often the customer asked where it stays. */
  urges: count,
  ...clocks,
  events: count,
  lastEventAt: instantSchema,
  revision: count,
});

export const openBillSchema = z.object({
  billId: id,
  openFen: z.int(),
  dueOn: z.iso.date(),
});

export const accountSchema = z.object({
  id,
  supplyPointId: id,
  customerId: id,
  tariff: tariffSchema.nullable(),
  /** Not paid yet, the oldest first. */
  open: z.array(openBillSchema),
  openFen: z.int(),
  /** Paid ahead or refunded; below 0 what falls due with the next bill. */
  creditFen: z.int(),
  /** When the oldest open bill became late, or will. */
  overdueSince: at,
  /** Of a prepaid meter; null for others. */
  balanceFen: z.int().nullable(),
  balanceAt: at,
  supply: supplyStatusSchema,
  noticedAt: at,
  penaltyFen: z.int(),
  /** Waits that must have passed before a disconnection. */
  waits: z.array(frozenPromiseSchema),
  proposedBy: id.nullable(),
  cutAt: at,
  cutCause: cutCauseSchema.nullable(),
  mistake: mistakeSchema.nullable(),
  faultId: id.nullable(),
  complaintId: id.nullable(),
  ...clocks,
  registerWh: z.int().nullable(),
  readAt: at,
  events: count,
  lastEventAt: instantSchema,
  revision: count,
});

/** In a list it says whose it is and where. */
export const accountRowSchema = accountSchema.extend({
  customerName: z.string().nullable(),
  /** What may be done with what is known of them; null where nobody is known. */
  customerProcessing: processingSchema.nullable(),
  address: z.string().nullable(),
});

export const billSchema = z.object({
  id,
  billId: id,
  accountId: id,
  customerId: id,
  periodFrom: z.iso.date(),
  periodUntil: z.iso.date(),
  energyWh: z.int(),
  tariff: tariffSchema,
  amountFen: z.int(),
  dueOn: z.iso.date(),
  issuedAt: instantSchema,
});

/** Money that came in, or was put right. */
export const creditSchema = z.object({
  id,
  accountId: id,
  customerId: id,
  /** Below 0 it was added to what is owed. */
  amountFen: z.int(),
  means: paymentMeansSchema.nullable(),
  /** The inquiry behind an adjustment; null for a payment. */
  inquiryId: id.nullable(),
  at: instantSchema,
});

export const readingSchema = z.object({
  id,
  accountId: id,
  registerWh: z.int(),
  method: readingMethodSchema,
  at: instantSchema,
});

/** The newest of each, newest first. */
export const accountPageSchema = asShown(
  z.object({
    account: asShown(accountSchema),
    bills: z.array(asShown(billSchema)),
    credits: z.array(asShown(creditSchema)),
    readings: z.array(asShown(readingSchema)),
    inquiries: z.array(asShown(inquirySchema)),
  }),
);

export const inquiryLists = [
  'mine',
  'unit',
  'to-verify',
  'to-approve',
  'breaching',
  'breached',
  'all',
] as const;
export const inquiriesQuery = z.strictObject({
  list: z.enum(inquiryLists).default('all'),
  status: inquiryStatusSchema.optional(),
  kind: inquiryKindSchema.optional(),
  customerId: z.string().max(60).optional(),
  open: z.enum(['true', 'false']).optional(),
  sort: z.enum(['due', 'newest']).default('due'),
  ...page,
});

export const accountLists = ['arrears', 'to-approve', 'cut', 'mistaken', 'prepaid', 'all'] as const;
export const accountsQuery = z.strictObject({
  list: z.enum(accountLists).default('arrears'),
  supply: supplyStatusSchema.optional(),
  ...page,
});

export type Inquiry = z.infer<typeof inquirySchema>;
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type Account = z.infer<typeof accountSchema>;
export type AccountRow = z.infer<typeof accountRowSchema>;
export type Bill = z.infer<typeof billSchema>;
export type Credit = z.infer<typeof creditSchema>;
export type Reading = z.infer<typeof readingSchema>;
export type AccountPage = z.infer<typeof accountPageSchema>;
