/** What bills, payments and adjustments leave open, and when the supply comes back for it. */
import { specification } from '@taizhang/kernel/testing';
import { accountDecider } from './account.decider';
import * as told from './account.fixtures';
import { day } from './account.fixtures';

const given = specification(accountDecider);
const untilApproved = [told.issued, told.noticed, told.proposed, told.approved];
const untilCut = [...untilApproved, told.announced(34.9), told.cut];
const untilPaid = [...untilCut, told.paid(40), told.reconnectionAsked(40)];

/** Due on 25 October. */
const second = {
  ...told.issued,
  data: { ...told.issued.data, billId: 'B-2', amountFen: 10_000, dueOn: '2026-10-25' },
};
/** What is overdue on 14 November, with a thousandth a day of it. */
const owed = (overdueFen: number, oldestDueOn: string, penaltyFen: number) => ({
  ...told.noticed,
  data: { ...told.noticed.data, overdueFen, oldestDueOn, penaltyFen },
});

describe('What is open', () => {
  it('is less by what was paid of it', () => {
    given(told.issued, told.paid(5, 5_000))
      .when(told.notice)
      .then(owed(7_059, '2026-10-20', 176));
  });
  it('is paid the oldest first, in whatever order the bills came', () => {
    for (const bills of [
      [told.issued, second],
      [second, told.issued],
    ]) {
      given(...bills, told.paid(5))
        .when(told.notice)
        .then(owed(10_000, '2026-10-25', 200));
      given(...bills, told.paid(5, 2_059))
        .when(told.notice)
        .then(owed(20_000, '2026-10-20', 450));
    }
  });
  it('is less by what was paid ahead, bill after bill', () => {
    given(told.paid(-30, 20_000), told.issued, second)
      .when(told.notice)
      .then(owed(2_059, '2026-10-25', 41));
  });
  it('is less by a refund', () => {
    given(told.issued, told.adjusted(24, -2_059))
      .when(told.notice)
      .then(owed(10_000, '2026-10-20', 250));
  });
  it('is more by what was back-billed, from the next bill on', () => {
    given(told.issued, told.paid(5), told.adjusted(24, 3_000))
      .when(told.notice)
      .thenRefused('account-nothing-overdue');
    given(told.issued, told.paid(5), told.adjusted(24, 3_000), second)
      .when(told.notice)
      .then(owed(13_000, '2026-10-25', 260));
  });
});

describe('Who owes nothing overdue any more', () => {
  it.each([
    ['by a payment', told.paid(26)],
    ['by a refund', told.adjusted(26, -12_059)],
  ])('%s, is noticed anew when another bill is not paid', (_, cleared) => {
    given(told.issued, told.noticed, cleared!)
      .when(told.propose)
      .thenRefused('account-nothing-overdue');
    given(told.issued, told.noticed, cleared!, second)
      .when(told.notice)
      .then(owed(10_000, '2026-10-25', 200));
  });
  it('but on a younger bill, is not cut before that one is 30 days overdue', () => {
    /** The last day to pay is 21 days after the first one's. */
    const younger = { ...second, data: { ...second.data, dueOn: '2026-11-10' } };
    const owing = [told.issued, younger, told.noticed, told.paid(26)];
    given(...owing)
      .when({ ...told.propose, at: day(51) })
      .thenRefused('account-notice-running');
    given(...owing)
      .when({ ...told.propose, at: day(52) })
      .then({
        ...told.proposed,
        at: day(52),
        data: { ...told.proposed.data, overdueFen: 10_000 },
      });
    const agreed = [told.issued, younger, told.noticed, told.proposed, told.approved];
    given(...agreed, told.paid(34), told.announced(34.9))
      .when(told.execute)
      .thenRefused('account-notice-running');
  });
  it('but in part, stays noticed', () => {
    given(told.issued, told.noticed, told.paid(26, 5_000)).when(told.notice).thenNothing();
  });
});

describe('The supply', () => {
  const overdrawn = [told.balance(1, -320), told.wasCut(2, 'prepaid-balance')];
  const another = (days: number) => {
    const [asked, event] = [told.pay(days), told.paid(days)];
    const paymentId = 'P-2';
    return [
      { ...asked, data: { ...asked.data, paymentId } },
      { ...event, data: { ...event.data, paymentId } },
    ] as const;
  };

  it('comes back for a refund that leaves nothing overdue, and for no smaller one', () => {
    given(...untilCut)
      .when(told.adjust(40, -12_059))
      .then(told.adjusted(40, -12_059), told.reconnectionAsked(40, told.supervisor));
    for (const amountFen of [-12_058, 500]) {
      given(...untilCut)
        .when(told.adjust(40, amountFen))
        .then(told.adjusted(40, amountFen));
    }
  });
  it('is asked back once, however often somebody pays', () => {
    const [pay, paid] = another(41);
    given(...untilPaid)
      .when(pay)
      .then(paid);
  });
  it('of an overdrawn meter does not come back for a bill, nor after arrears for a balance', () => {
    given(...overdrawn)
      .when(told.pay(3))
      .then(told.paid(3));
    given(...untilCut)
      .when(told.reportBalance(36, 5_000))
      .then(told.balance(36, 5_000));
  });
  it('of an overdrawn meter comes back once nothing is missing, and is asked for once', () => {
    given(...overdrawn)
      .when(told.reportBalance(3, -1))
      .then(told.balance(3, -1));
    given(...overdrawn)
      .when(told.reportBalance(3, 0))
      .then(told.balance(3, 0), told.reconnectionAsked(3));
    given(...overdrawn, told.balance(3, 0), told.reconnectionAsked(3))
      .when(told.reportBalance(4, 900))
      .then(told.balance(4, 900));
  });
  it('is not asked back again when the cut is found to be a mistake meanwhile', () => {
    const { decide, evolve, initialState } = accountDecider;
    const decision = decide(told.report, untilPaid.reduce(evolve, initialState));
    expect(decision).toMatchObject({
      outcome: 'accepted',
      events: [{ type: 'MistakenDisconnectionFound', data: { disconnectedAt: told.cut.at } }],
    });
  });
  it('once restored is threatened by nothing of before', () => {
    const restored = [...untilPaid, told.restored(40.5, 40)];
    given(...restored)
      .when(told.restore(41))
      .thenRefused('account-supply-on');
    given(...restored)
      .when({ ...told.restore(41), type: 'RecordRestoration' })
      .thenNothing();
    given(...restored, second)
      .when({ ...told.propose, at: day(50) })
      .thenRefused('account-not-noticed');
  });
  it('is proposed once, also when it was approved since', () => {
    given(...untilApproved)
      .when(told.propose)
      .thenNothing();
  });
});
