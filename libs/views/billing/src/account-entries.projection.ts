/** Bills, money that came in, and readings: a row an event, as the account's page lists them. */
import type { AccountEvent } from '@taizhang/contracts/billing-inquiries';
import type { Bill, Credit, Reading } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

type Of<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;

export const bills = projection<Bill, Of<'BillIssued'>>({
  table: 'bills',
  columns: {
    id: { type: 'text' },
    billId: { type: 'text' },
    accountId: { type: 'text' },
    customerId: { type: 'text' },
    periodFrom: { type: 'date' },
    periodUntil: { type: 'date' },
    energyWh: { type: 'bigint' },
    tariff: { type: 'text' },
    amountFen: { type: 'bigint' },
    dueOn: { type: 'date' },
    issuedAt: { type: 'timestamptz' },
  },
  indexes: ['(account_id, issued_at DESC)', '(customer_id, issued_at DESC)'],
  types: ['BillIssued'],
  keyedByEvent: true,
  keysOf: ({ id }) => [id],
  evolve(_, { data: { supplyPointId: _point, from, until, ...bill }, at }, id) {
    return { id, ...bill, periodFrom: from, periodUntil: until, issuedAt: at };
  },
});

export const credits = projection<Credit, Of<'PaymentReceived' | 'AccountAdjusted'>>({
  table: 'credits',
  columns: {
    id: { type: 'text' },
    accountId: { type: 'text' },
    customerId: { type: 'text' },
    amountFen: { type: 'bigint' },
    means: { type: 'text', nullable: true },
    inquiryId: { type: 'text', nullable: true },
    at: { type: 'timestamptz' },
  },
  indexes: ['(account_id, at DESC)'],
  types: ['PaymentReceived', 'AccountAdjusted'],
  keyedByEvent: true,
  keysOf: ({ id }) => [id],
  evolve(_, { type, data, at }, id) {
    const { accountId, customerId } = data;
    const whose = { id, accountId, customerId, at };
    return type === 'PaymentReceived'
      ? { ...whose, amountFen: data.amountFen, means: data.means, inquiryId: null }
      : { ...whose, amountFen: -data.amountFen, means: null, inquiryId: data.inquiryId };
  },
});

export const readings = projection<Reading, Of<'MeterReadingTaken'>>({
  table: 'readings',
  columns: {
    id: { type: 'text' },
    accountId: { type: 'text' },
    registerWh: { type: 'bigint' },
    method: { type: 'text' },
    at: { type: 'timestamptz' },
  },
  indexes: ['(account_id, at DESC)'],
  types: ['MeterReadingTaken'],
  keyedByEvent: true,
  keysOf: ({ id }) => [id],
  evolve: (_, { data: { accountId, registerWh, method }, at }, id) => ({
    id,
    accountId,
    registerWh,
    method,
    at,
  }),
});
