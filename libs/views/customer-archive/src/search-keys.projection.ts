/**
 * Under what customers are found: a row with the keys of each, and one with those of each of their
 * supply points. Beside the customers, whose rows change with every contact: keys seldom do, and
 * their index is dear to change.
 */
import type { CustomerEvent } from '@taizhang/contracts/intake';
import { projection } from '@taizhang/kernel';
import { gramsOfLines, linesOf } from './search-grams.policy';

export type SearchKeys = Readonly<{
  id: string;
  customerId: string;
  /** One key a line, in lower case. */
  text: string;
  grams: readonly string[];
}>;

type Event = Extract<
  CustomerEvent,
  { type: 'CustomerRegistered' | 'CustomerDetailsCorrected' | 'SupplyPointConnected' }
>;

export const searchKeys = projection<SearchKeys, Event>({
  table: 'search_keys',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text' },
    text: { type: 'text' },
    grams: { type: 'jsonb' },
  },
  indexes: ['USING gin (grams jsonb_path_ops)'],
  types: ['CustomerRegistered', 'CustomerDetailsCorrected', 'SupplyPointConnected'],
  keysOf: ({ type, data }) => [
    type === 'SupplyPointConnected' ? data.supplyPointId : data.customerId,
  ],

  evolve(_, { type, data }, id) {
    const { customerId, address } = data;
    const keys =
      type === 'SupplyPointConnected'
        ? [data.accountNumber, data.meterNumber, address]
        : [data.name, ...data.phones, address];
    const text = linesOf(keys);
    return { id, customerId, text, grams: gramsOfLines(text) };
  },
});
