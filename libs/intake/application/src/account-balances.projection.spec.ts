import type { AccountEvent } from '@taizhang/contracts/billing-inquiries';
import type { ActorId, Instant } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { accountBalances } from './account-balances.projection';

const by = 'system-meters' as ActorId;
const balance = (at: string, balanceFen: number) => ({
  ...{ type: 'PrepaidBalanceReported', at: at as Instant, by },
  data: { accountId: 'account-1', customerId: 'customer-1', balanceFen },
});
const leftAfter = (...events: object[]) =>
  [...projected(accountBalances, recorded('account-1', events as AccountEvent[] as never[]))][0]![1]
    .prepaidFen;

it('What is left on a prepaid meter is the newest balance, in whatever order they are told', () => {
  const older = balance('2026-01-05T01:00:00.000Z', 900);
  const newer = balance('2026-01-06T01:00:00.000Z', 0);
  expect(leftAfter(older, newer)).toBe(0);
  expect(leftAfter(newer, older)).toBe(0);
});
