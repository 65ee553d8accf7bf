/** How the views are asked. Personal data is searched for in a body, never in an address. */
import { complaintIdSchema, statusSchema, categorySchema } from '@taizhang/contracts/complaints';
import { z } from 'zod';
import { momentSchema } from './moments.views';
import { page, wholeNumber } from './page.views';
import { contactStatusSchema } from './views.responses';

/** Any key: name, telephone, account, meter or address, whole or in part. */
export const searchCustomersRequest = z.strictObject({
  query: z.string().trim().min(1).max(100),
  ...page,
});

export const pageQuery = z.strictObject(page);

export const complaintLists = [
  'mine',
  'unit',
  'to-dispatch',
  'breaching',
  'breached',
  'all',
] as const;

export const complaintsQuery = z.strictObject({
  list: z.enum(complaintLists).default('all'),
  status: statusSchema.optional(),
  category: categorySchema.optional(),
  customerId: z.string().max(60).optional(),
  handlerId: z.string().max(60).optional(),
  unitId: z.string().max(60).optional(),
  source: z.string().max(60).optional(),
  open: z.enum(['true', 'false']).optional(),
  sort: z.enum(['due', 'newest']).default('due'),
  ...page,
});

export const contactsQuery = z.strictObject({
  customerId: z.string().max(60).optional(),
  ownerId: z.string().max(60).optional(),
  status: contactStatusSchema.optional(),
  ...page,
});

/** One of the two; `basis` says whose clock `at` means. */
export const asOfQuery = z.strictObject({
  revision: wholeNumber(0).optional(),
  at: momentSchema.optional(),
  basis: z.enum(['occurred', 'recorded']).default('occurred'),
});

export const differenceQuery = z.strictObject({
  from: wholeNumber(0),
  to: wholeNumber(0),
});

export const performanceQuery = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  groupBy: z.enum(['staff', 'unit', 'day']).default('staff'),
  staffId: z.string().max(60).optional(),
  unitId: z.string().max(60).optional(),
});

export const performanceEntriesQuery = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  staffId: z.string().max(60).optional(),
  unitId: z.string().max(60).optional(),
  figure: z.string().max(40).optional(),
  ...page,
});

export const complaintParams = z.strictObject({ id: complaintIdSchema });
