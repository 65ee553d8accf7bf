/** What may keep us from erasing a customer: money that is due, as others published it. */
import type { AccountEvent } from '@taizhang/contracts/billing-inquiries';
import { projection, type Instant } from '@taizhang/kernel';

export type AccountBalance = Readonly<{
  id: string;
  customerId: string;
  /** Billed and not paid; below 0 what we owe them. */
  dueFen: number;
  /** What is left on a prepaid meter; null on any other. */
  prepaidFen: number | null;
  prepaidAt: Instant | null;
}>;

type Event = Extract<
  AccountEvent,
  { type: 'BillIssued' | 'PaymentReceived' | 'AccountAdjusted' | 'PrepaidBalanceReported' }
>;

const nothing = { dueFen: 0, prepaidFen: null, prepaidAt: null };

export const accountBalances = projection<AccountBalance, Event>({
  table: 'account_balances',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text' },
    dueFen: { type: 'bigint' },
    prepaidFen: { type: 'bigint', nullable: true },
    prepaidAt: { type: 'timestamptz', nullable: true },
  },
  indexes: ['(customer_id)'],
  types: ['BillIssued', 'PaymentReceived', 'AccountAdjusted', 'PrepaidBalanceReported'],
  keysOf: ({ data }) => [data.accountId],
  evolve(row, { type, data, at }, id) {
    const { dueFen, prepaidFen, prepaidAt } = row ?? nothing;
    const next = { id, customerId: data.customerId, dueFen, prepaidFen, prepaidAt };
    switch (type) {
      case 'BillIssued':
      case 'AccountAdjusted':
        return { ...next, dueFen: dueFen + data.amountFen };
      case 'PaymentReceived':
        return { ...next, dueFen: dueFen - data.amountFen };
      case 'PrepaidBalanceReported':
        if (prepaidAt !== null && at < prepaidAt) return next; // Told late.
        return { ...next, prepaidFen: data.balanceFen, prepaidAt: at };
      default:
        return next;
    }
  },
});
