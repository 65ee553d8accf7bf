/** The accounts that facts may be about, as intake published their supply points. */
import { accountIdOf, type AccountId } from '@taizhang/contracts/billing-inquiries';
import type { Area, CustomerEvent, CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import { projection } from '@taizhang/kernel';

export type KnownAccount = Readonly<{
  id: AccountId;
  supplyPointId: SupplyPointId;
  customerId: CustomerId;
  accountNumber: string;
  area: Area;
  place: string;
}>;

export const KNOWN_ACCOUNTS = Symbol('KnownAccounts');

/** Null for what intake never connected. */
export interface KnownAccounts {
  byNumber(accountNumber: string): Promise<KnownAccount | null>;
  byId(id: AccountId): Promise<KnownAccount | null>;
}

type Event = Extract<CustomerEvent, { type: 'SupplyPointConnected' }>;

export const knownAccounts = projection<KnownAccount, Event>({
  table: 'known_accounts',
  columns: {
    id: { type: 'text' },
    supplyPointId: { type: 'text' },
    customerId: { type: 'text' },
    accountNumber: { type: 'text' },
    area: { type: 'text' },
    place: { type: 'text' },
  },
  indexes: ['(account_number)'],
  types: ['SupplyPointConnected'],
  keysOf: ({ data }) => [accountIdOf(data.supplyPointId)],
  evolve: (_, { data: { supplyPointId, customerId, accountNumber, area, address } }, key) => ({
    id: key as AccountId,
    supplyPointId,
    customerId,
    accountNumber,
    area,
    place: address,
  }),
});
