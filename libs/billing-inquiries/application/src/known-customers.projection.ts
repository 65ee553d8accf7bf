/** Who is a customer, as intake published it: a case is about somebody whom somebody registered. */
import type { CustomerEvent } from '@taizhang/contracts/intake';
import { projection } from '@taizhang/kernel';

export type KnownCustomer = Readonly<{ id: string }>;

type Event = Extract<CustomerEvent, { type: 'CustomerRegistered' }>;

export const knownCustomers = projection<KnownCustomer, Event>({
  table: 'known_customers',
  columns: { id: { type: 'text' } },
  types: ['CustomerRegistered'],
  keysOf: ({ data }) => [data.customerId],
  evolve: (_, { data }) => ({ id: data.customerId }),
});
