/** Facts of several systems, told in another order than that in which they happened. */
import { specification } from '@taizhang/kernel/testing';
import { accountDecider } from './account.decider';
import * as told from './account.fixtures';
import { day, handler } from './account.fixtures';

const given = specification(accountDecider);
const untilAnnounced = [
  ...[told.issued, told.noticed, told.proposed, told.approved],
  told.announced(35.9),
];
const cutAt = (days: number) => told.recordCut(days);

function mistakes(history: Parameters<typeof given>, cut: ReturnType<typeof cutAt>) {
  const { decide, evolve, initialState } = accountDecider;
  const decision = decide(cut, history.reduce(evolve, initialState));
  const events = decision.outcome === 'accepted' ? decision.events : [];
  return events.flatMap(({ data }) => ('mistake' in data ? [data.mistake] : []));
}

describe('A cut that is told of after the customer paid for it', () => {
  it('is no mistake, and the supply is owed back', () => {
    given(...untilAnnounced, told.paid(36.1))
      .when(cutAt(36))
      .then(told.wasCut(36), told.reconnectionAsked(36));
  });
  it('is one where it came too early, or after the payment', () => {
    const paid = told.paid(36.1);
    expect(mistakes([...untilAnnounced, paid], cutAt(36.2))).toEqual(['paid']);
    expect(mistakes([told.issued, told.noticed, paid], cutAt(31))).toEqual(['too-early']);
  });
});

describe('A balance that is told of late', () => {
  const cut = [told.balance(1, -320), told.wasCut(2, 'prepaid-balance')];
  it('says nothing of what is on the meter now', () => {
    const newest = [told.balance(3, 900), told.balance(1, -320)];
    expect(mistakes(newest, told.recordCut(4, 'prepaid-balance'))).toEqual(['balance-left']);
    given(...cut)
      .when(told.reportBalance(1.5, 900))
      .then(told.balance(1.5, 900));
  });
  it('is not held against a cut before it', () => {
    given(told.balance(1, -320), told.balance(3, 900))
      .when(told.recordCut(2, 'prepaid-balance'))
      .then(told.wasCut(2, 'prepaid-balance'), told.reconnectionAsked(2));
  });
});

describe('A supply that came back before it was cut', () => {
  const cut = [...untilAnnounced, { ...told.cut, at: day(36) }];
  it('is not back after it', () => {
    const back = told.restored(36.5, 0);
    const restored = { ...told.restore(20), type: 'RecordRestoration' as const, by: handler };
    given(...cut)
      .when(restored)
      .thenNothing();
    given(...cut)
      .when({ ...restored, at: day(36.5) })
      .then({ ...back, data: { ...back.data, startedAt: null, dueAt: null } });
  });
});
