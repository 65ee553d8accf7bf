import type { CallbackEvent, SpotCheckEvent } from '@taizhang/contracts/assessment';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { ContactEvent, FaultEvent } from '@taizhang/contracts/intake';
import type { ActorId, Instant, Message } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { performanceEntries, staffDays } from './staff-performance.projection';

const li = 'staff-li' as ActorId;
const wang = 'staff-wang' as ActorId;
const at = '2026-01-05T01:00:00.000Z' as Instant;
const lateEvening = '2026-01-05T16:30:00.000Z' as Instant;
const startedAt = '2026-01-05T00:30:00.000Z';
const dueAt = '2026-01-05T02:00:00.000Z';
const unitId = 'unit-team';

type Told = ComplaintEvent | ContactEvent | FaultEvent | CallbackEvent | SpotCheckEvent;
type Counted = Told['type'];
const fact = (type: Counted, data: object, by = li, when = at): Message => ({
  type,
  data,
  at: when,
  by,
});
const days = (...events: Message[]) => [
  ...projected(staffDays, recorded('s-1', events, { unit: unitId })).values(),
];

const contacted = fact('CustomerContacted', { handlerId: li, unitId, startedAt, dueAt });

describe('Staff performance', () => {
  it('adds up what one person did on one day', () => {
    const replied = fact('ComplaintReplied', { handlerId: li, unitId, startedAt, dueAt });
    expect(days(contacted, replied)).toMatchObject([
      {
        staffId: li,
        day: '2026-01-05',
        acts: 2,
        contactCount: 1,
        contactSeconds: 1800,
        replied: 1,
        replySeconds: 1800,
        promisesKept: 2,
      },
    ]);
  });

  it('counts nothing as kept that came late or was never promised', () => {
    const late = fact('CustomerContacted', { handlerId: li, unitId, startedAt, dueAt: startedAt });
    const unpromised = fact('CustomerContacted', { handlerId: li, unitId, startedAt, dueAt: null });
    expect(days(late, unpromised)).toMatchObject([{ contactCount: 2, promisesKept: 0 }]);
  });

  it('counts a missed deadline for who answered for it, not for the clock that noticed', () => {
    const missed = { promise: 'complaint-reply', dueAt, responsibleId: li, unitId };
    const event = fact('ComplaintDeadlineMissed', missed, 'system-deadlines' as ActorId);
    expect(days(event)).toMatchObject([{ staffId: li, promisesMissed: 1, acts: 0 }]);
  });

  it('counts a deadline missed at 24:00 on the day that ended then, not on the next', () => {
    const dueAt = '2026-03-31T16:00:00.000Z' as Instant;
    const missed = { promise: 'complaint-reply', dueAt, responsibleId: li, unitId };
    const by = 'system-deadlines' as ActorId;
    const event = fact('ComplaintDeadlineMissed', missed, by, dueAt);
    expect(days(event)).toMatchObject([{ day: '2026-03-31', promisesMissed: 1 }]);
  });

  it('rates who handled a case, and counts the call for who made it', () => {
    const scored = fact('CallbackScored', { handlerId: wang, unitId, score: 4 });
    const vain = fact('CallbackAttempted', { handlerId: wang, unitId });
    const checked = fact('SpotCheckItemScored', { handlerId: wang, unitId, total: 90 });
    expect(days(vain, scored, checked)).toMatchObject([
      { staffId: li, acts: 3, callbacks: 2, ratings: 0 },
      { staffId: wang, acts: 0, ratings: 1, ratingSum: 4, spotChecks: 1, spotCheckSum: 90 },
    ]);
  });

  it("counts a crew's arrival and repair, and who was praised by name", () => {
    const arrived = fact('CrewArrived', { handlerId: li, unitId, startedAt, dueAt, promises: [] });
    const restored = fact('SupplyRestored', { handlerId: li, unitId, startedAt, dueAt });
    expect(days(arrived, restored)).toMatchObject([
      {
        arrivalCount: 1,
        arrivalSeconds: 1800,
        faultsRepaired: 1,
        restorationSeconds: 1800,
        promisesKept: 2,
      },
    ]);
    const again = fact('CrewArrived', { ...arrived.data, again: true });
    expect(days(arrived, again)).toMatchObject([{ acts: 2, arrivalCount: 1, promisesKept: 1 }]);
    const praised = fact('PraiseRecorded', { staffId: wang, words: '' });
    expect(days(praised)).toContainEqual(expect.objectContaining({ staffId: wang, praise: 1 }));
  });

  it('takes a recontact off the day whose answer did not hold', () => {
    const recontactOf = { ownerId: wang, unitId, answeredAt: '2026-01-02T03:00:00.000Z' };
    expect(days(fact('ContactClassified', { recontactOf }))).toMatchObject([
      { staffId: li, day: '2026-01-05', recontacts: 0 },
      { staffId: wang, day: '2026-01-02', recontacts: 1 },
    ]);
    const again = { recontactOf: { ...recontactOf, again: true } };
    expect(days(fact('ContactClassified', again))).toMatchObject([{ staffId: li, recontacts: 0 }]);
  });

  it('uses the local day', () => {
    const evening = fact('ContactOpened', { ownerId: li, unitId }, li, lateEvening);
    expect(days(evening)).toMatchObject([{ day: '2026-01-06', contactsTaken: 1 }]);
  });

  it('every figure opens to exactly the events it was added up from', () => {
    const closed = fact('ComplaintClosed', { handlerId: wang, unitId, satisfaction: 4 });
    const events = recorded('s-1', [contacted, closed], { unit: unitId });
    const entries = [...projected(performanceEntries, events).values()];
    for (const day of days(contacted, closed)) {
      const acts = entries.filter(
        ({ staffId, figures }) => staffId === day.staffId && figures.includes('acts'),
      );
      expect(acts).toHaveLength(day.acts);
    }
    expect(entries.find(({ staffId }) => staffId === wang)?.figures).toEqual([
      'closed',
      'ratings',
      'ratingSum',
    ]);
  });
});
