import type { FrozenPromise } from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import {
  miss,
  running,
  standingOf,
  start,
  stop,
  type Promising,
  type Standing,
} from './promise-states';

const day = (number: number) => `2026-03-0${number}T02:00:00.000Z` as Instant;

const promised = (promise: string, startedAt: Instant, dueAt: Instant) =>
  ({ promise, startedAt, dueAt }) as FrozenPromise;

const reply = promised('reply', day(1), day(3));
const contact = promised('contact', day(1), day(2));
const any = () => true;

type Row = Promising & Standing;
const without: Row = { promises: [], nextPromise: null, nextDueAt: null, missed: 0 };

const standing = (promises: Promising['promises'], before = without): Row => {
  const row = { promises, missed: before.missed };
  return { ...row, ...standingOf(before, row) };
};

describe('Promises of a case', () => {
  it('show the one that ends first, until an act keeps it', () => {
    const begun = standing(running([reply, contact]));
    expect(begun).toMatchObject({ nextPromise: 'contact', nextDueAt: day(2), missed: 0 });
    const kept = stop(begun.promises, (name) => name === 'contact', day(2));
    expect(standing(kept, begun)).toMatchObject({ nextPromise: 'reply', missed: 0 });
    expect(kept[1]).toMatchObject({ state: 'kept', stoppedAt: day(2) });
  });

  it('are the same list after an act that none of them asked for', () => {
    const { promises } = standing(running([reply]));
    expect(stop(promises, () => false, day(2))).toBe(promises);
  });

  it('are missed once, whether the clock or the late act says so first', () => {
    const begun = standing(running([reply]));
    const byClock = standing(miss(begun.promises, 'reply', day(3)), begun);
    expect(byClock.missed).toBe(1);
    expect(standing(stop(byClock.promises, any, day(4)), byClock).missed).toBe(1);
    const byAct = standing(stop(begun.promises, any, day(4)), begun);
    expect(standing(miss(byAct.promises, 'reply', day(3)), byAct).missed).toBe(1);
  });

  it('stay counted when they begin anew, beside another that is missed by the same act', () => {
    const begun = standing(running([reply, contact]));
    const missed = standing(miss(begun.promises, 'contact', day(2)), begun);
    const again = promised('contact', day(4), day(5));
    const restarted = standing(start(stop(missed.promises, any, day(4)), [again]), missed);
    expect(restarted).toMatchObject({ missed: 2, nextPromise: 'contact', nextDueAt: day(5) });
    expect(restarted.promises.map(({ promise, state }) => `${promise} ${state}`)).toEqual([
      'reply missed',
      'contact running',
    ]);
  });
});
