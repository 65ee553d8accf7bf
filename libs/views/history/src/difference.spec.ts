import { instant, type ActorId, type Recorded } from '@taizhang/kernel';
import { partBetween } from './difference';
import { knownAt } from './folding';

const id = 'account-1';
const day = (n: number) => instant(Date.parse('2026-03-01T00:00:00.000Z') + n * 86_400_000);

const ids = { commandId: 'c', correlationId: 'c', causationId: 'c' };
const context = { ...ids, channel: 'test', unit: null };

/** Money that came in on a day, in the order in which it was told. */
const payments = (...days: readonly number[]): Recorded[] =>
  days.map((n, revision) => ({
    ...{ stream: id, revision, position: BigInt(revision + 1), recordedAt: day(30 + revision) },
    ...{ id: `payment-${n}`, type: 'PaymentReceived', version: 1, at: day(n) },
    ...{ by: 'system-bank' as ActorId, context },
    data: { accountId: id, customerId: 'customer-1', paymentId: `P-${n}`, amountFen: 10 ** n },
  }));

const between = (events: readonly Recorded[], from: number, to: number) => {
  const known = (n: number) => knownAt(events, { at: day(n), basis: 'occurred' });
  return partBetween('account', id, { before: known(from), after: known(to) })!.changes;
};

describe('What changed between two instants', () => {
  it('names each field once, with what became of it through the last event', () => {
    const changes = between(payments(1, 2, 3), 1, 3);
    const credit = changes.filter(({ field }) => field === 'creditFen');
    expect(credit).toMatchObject([{ before: 10, after: 1110, through: { id: 'payment-3' } }]);
  });

  it('blames nothing that was known at the first instant, though it was told last', () => {
    const credit = between(payments(1, 4, 2), 3, 5).find(({ field }) => field === 'creditFen');
    expect(credit).toMatchObject({ before: 110, after: 10_110, through: { id: 'payment-4' } });
  });
});
