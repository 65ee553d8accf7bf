import type { ActorId, Instant, Message } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { finishedCases } from './finished-cases.projection';
import { evidenceOf } from './evidence-of';
import { staffEvidence, type EvidenceFigure } from './staff-evidence.projection';

const at = '2026-01-05T02:00:00.000Z' as Instant;
const handlerId = 'staff-handler';
const fact = (type: string, data: object): Message => ({
  ...{ type, at, by: 'staff-assessor' as ActorId, data },
});
const rowsOf = (...events: Message[]) => [
  ...projected(staffEvidence, recorded('stream-1', events as never[])).values(),
];
const kept = fact('ComplaintReplied', { handlerId, dueAt: '2026-01-06T00:00:00.000Z' });

describe('Evidence about a person', () => {
  it('adds up by day what customers said, what was checked and what was kept', () => {
    const rows = rowsOf(
      fact('CallbackScored', { handlerId, score: 4 }),
      fact('CaseRated', { handlerId, score: 5 }),
      kept,
      fact('ComplaintDeadlineMissed', { responsibleId: handlerId, promise: 'complaint-contact' }),
    );
    expect(rows).toMatchObject([
      { day: '2026-01-05', ratings: 2, ratingSum: 9, promisesKept: 1, promisesMissed: 1 },
    ]);
  });

  it.each(['CrewArrived', 'SupplyRestored', 'InquiryAnswered', 'InquiryReplied', 'MeterTested'])(
    'counts what %s kept, and nothing where it came late or nobody was sent',
    (type) => {
      const done = (more: object) => fact(type, { handlerId, dueAt: at, ...more });
      expect(rowsOf(done({}))).toMatchObject([{ promisesKept: 1, promisesMissed: 0 }]);
      expect(rowsOf(done({ dueAt: '2026-01-05T01:00:00.000Z' }))).toEqual([]);
      expect(rowsOf(done({ handlerId: null }))).toEqual([]);
    },
  );

  it('counts who came after the first, or spoke to the customer again, as no promise kept', () => {
    for (const type of ['CrewArrived', 'CustomerContacted']) {
      expect(rowsOf(fact(type, { handlerId, dueAt: at, again: true }))).toEqual([]);
    }
  });

  it.each([
    ['FaultDeadlineMissed', 'arrival-rural', 'fault-dispatch'],
    ['InquiryDeadlineMissed', 'inquiry-answer', 'meter-test-hard-stop'],
  ])('counts a miss of %s against whoever answers for it alone', (type, own, others) => {
    const missed = (promise: string) => fact(type, { responsibleId: handlerId, promise });
    expect(rowsOf(missed(own))).toMatchObject([{ promisesMissed: 1, promisesKept: 0 }]);
    expect(rowsOf(missed(others))).toEqual([]);
  });

  it('counts a miss at 24:00 on the day that ended then, not on the next', () => {
    const missed = fact('ComplaintDeadlineMissed', {
      ...{ responsibleId: handlerId, promise: 'complaint-reply' },
    });
    const quarterEnds = '2026-03-31T16:00:00.000Z' as Instant;
    expect(rowsOf({ ...missed, at: quarterEnds })).toMatchObject([
      { day: '2026-03-31', promisesMissed: 1 },
    ]);
  });

  it('counts a spot check on the day the work was closed, whenever it was looked at', () => {
    const checked = fact('SpotCheckItemScored', { handlerId, total: 80, closedOn: '2025-12-30' });
    expect(rowsOf(checked)).toMatchObject([{ day: '2025-12-30', spotChecks: 1, spotCheckSum: 80 }]);
  });

  it('knows which promises belong to grave complaints', () => {
    const grave = { ...kept, data: { ...(kept.data as object), severity: 'major' } };
    const missed = { responsibleId: handlerId, promise: 'complaint-reply', severity: 'special' };
    const [row] = rowsOf(kept, grave, fact('ComplaintDeadlineMissed', missed));
    expect(row).toMatchObject({ promisesKept: 2, promisesMissed: 1, majorKept: 1 });
    const of = (figure: EvidenceFigure) => row![figure];
    expect(evidenceOf(of)[2]).toEqual({
      ...{ measure: 'promises', sum: 2, count: 3 },
      grave: [
        { severity: 'special', sum: 0, count: 1 },
        { severity: 'major', sum: 1, count: 1 },
      ],
    });
  });

  it('leaves out what says nothing about one person', () => {
    expect(rowsOf(fact('CallbackScored', { handlerId, score: null }))).toEqual([]);
    expect(rowsOf(fact('CaseRated', { handlerId: null, score: 1 }))).toEqual([]);
    const company = { responsibleId: handlerId, promise: 'complaint-dispatch' };
    expect(rowsOf(fact('ComplaintDeadlineMissed', company))).toEqual([]);
    expect(rowsOf(fact('ComplaintReplied', { handlerId, dueAt: null }))).toEqual([]);
  });

  it('replayed twice is the same', () => {
    expect(rowsOf(kept, kept)).toEqual(rowsOf(kept, kept));
  });
});

describe('Finished cases', () => {
  const told = { customerId: null, handlerId, unitId: null };
  const closed = fact('FaultClosed', { faultId: 'fault-1', ...told });

  it('are known by kind and local day, imported ones as such', () => {
    const [event] = recorded<Message>('fault-1', [closed]);
    const origin = { source: 'legacy', row: 1, activity: 'x' };
    const old = { ...event!, context: { ...event!.context, origin } };
    const of = (one: typeof event) => [...projected(finishedCases, [one as never]).values()];
    expect(of(event)).toMatchObject([
      { id: 'fault-1', kind: 'fault', closedOn: '2026-01-05', imported: false },
    ]);
    expect(of(old)).toMatchObject([{ imported: true }]);
    expect(of(event)).toEqual(of(event));
  });
});
