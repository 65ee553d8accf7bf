/**
 * Everything that was ever linked to a customer, one row a link, never taken back: a contact may
 * have been taken for another's at first, and what was shown then can be shown again.
 */
import { projection, schemaOf, type Instant, type Message, type ReadModel } from '@taizhang/kernel';
import { billingViews } from '@taizhang/views/billing';
import { customers } from '@taizhang/views/customer-archive';
import type { LinksOf } from './histories';

export type CustomerLink = Readonly<{
  /** Customer and stream with a blank between. */
  id: string;
  customerId: string;
  stream: string;
  /** When the event happened that linked them first. */
  since: Instant;
}>;

type Event = Message<string, Readonly<{ customerId?: string | null }>>;

/** Whatever counts in the customer's own row, and the inquiries beside it. */
const linking: readonly string[] = [
  ...customers.types.filter((type) => !/^(Customer|Supply)/.test(type)),
  ...['InquiryOpened', 'InquiryVerified'],
];

export const links = projection<CustomerLink, Event>({
  table: 'links',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text' },
    stream: { type: 'text' },
    since: { type: 'timestamptz' },
  },
  indexes: ['(customer_id)'],
  types: linking,
  keysOf: ({ data, stream }) => (data.customerId ? [`${data.customerId} ${stream}`] : []),
  evolve: (row, { data, stream, at }, id) =>
    row ?? { id, customerId: data.customerId!, stream, since: at },
});

export const customerLinks: ReadModel = { name: 'customer_links', version: 1, tables: [links] };

type Database = Readonly<{
  query(text: string, values: unknown[]): Promise<{ rows: { stream: string }[] }>;
}>;

/** Looks links up by index. An account stays with the customer it began with: its row tells. */
export const linksIn =
  (database: Database): LinksOf =>
  async (customerId, until) => {
    const { rows } = await database.query(
      `SELECT stream FROM (
         SELECT stream, since FROM ${schemaOf(customerLinks)}.links WHERE customer_id = $1
         UNION ALL
         SELECT id, null FROM ${schemaOf(billingViews)}.accounts WHERE customer_id = $1
       ) AS linked ORDER BY since > to_timestamp($2) NULLS FIRST, since DESC NULLS FIRST, stream`,
      [customerId, until && Date.parse(until) / 1_000],
    );
    return rows.map(({ stream }) => stream);
  };
