/** How the views are asked; a page's cursor is added by whoever turns the pages. */
import type {
  accountsQuery,
  complaintsQuery,
  contactsQuery,
  inquiriesQuery,
  performanceEntriesQuery,
  performanceQuery,
} from '@taizhang/contracts/views';
import type { z } from 'zod';

type Asked<Schema extends z.ZodType> = Readonly<
  Partial<Omit<z.output<Schema>, 'limit' | 'cursor'>>
>;

export type ComplaintsAsked = Asked<typeof complaintsQuery>;
export type InquiriesAsked = Asked<typeof inquiriesQuery>;
export type AccountsAsked = Asked<typeof accountsQuery>;
export type ContactsAsked = Asked<typeof contactsQuery>;
export type PerformanceAsked = z.output<typeof performanceQuery>;
export type PerformanceEntriesAsked = Omit<
  z.output<typeof performanceEntriesQuery>,
  'limit' | 'cursor'
>;
