import type { FrozenPromise } from '@taizhang/calendar';
import type { FaultEvent, FaultId, OutageEvent, OutageId } from '@taizhang/contracts/intake';
import { instant, type ActorId } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { asOf } from '@taizhang/views/cases';
import { faults } from './faults.projection';
import { outages } from './outages.projection';

const faultId = 'fault-1' as FaultId;
const crew = 'staff-crew' as ActorId;
const unitId = 'unit-repair';
const minute = (minutes: number) => instant(Date.parse('2026-01-05T01:00:00.000Z') + minutes * 6e4);
const fact = (type: FaultEvent['type'], minutes: number, data: object = {}) =>
  ({ type, at: minute(minutes), by: crew, data: { faultId, ...data } }) as unknown as FaultEvent;
const promise = (name: FrozenPromise['promise'], from: number, to: number): FrozenPromise => ({
  promise: name,
  edition: 'test',
  limit: { amount: to - from, unit: 'minutes' },
  calendar: 'test',
  startedAt: minute(from),
  dueAt: minute(to),
});

const promises = [promise('fault-dispatch', 0, 3), promise('arrival-urban', 0, 45)];
const reported = fact('FaultReported', 0, { customerId: null, class: 'quality', promises });
const arrived = fact('CrewArrived', 40, {
  handlerId: crew,
  promises: [promise('restoration-urban', 40, 220)],
});
const story = [
  reported,
  fact('FaultTriaged', 1, { outcome: 'dispatch', outageId: null, paidRepairAgreed: false }),
  fact('FaultGraded', 1, { grade: 'urgent', grounds: ['wide-outage'] }),
  fact('FaultDispatched', 2, { toUnitId: unitId }),
  fact('CrewDeparted', 5, { handlerId: crew }),
  arrived,
  fact('FaultCauseFound', 50, { cause: 'weather', class: 'low-voltage', findings: '树枝搭线' }),
  fact('SupplyRestored', 90, { handlerId: crew, result: '已清障' }),
  fact('FaultVerified', 95),
  fact('FaultClosed', 96),
];
const missed = fact('FaultDeadlineMissed', 45, { promise: 'arrival-urban', dueAt: minute(45) });
const rowOf = (...events: FaultEvent[]) =>
  projected(faults, recorded(faultId, events)).get(faultId)!;

describe('A fault on the board', () => {
  it('shows the promise that ends first', () => {
    expect(rowOf(reported)).toMatchObject({
      status: 'reported',
      unitId: null,
      nextPromise: 'fault-dispatch',
      nextDueAt: minute(3),
    });
    expect(rowOf(...story.slice(0, 5))).toMatchObject({
      status: 'departed',
      grade: 'urgent',
      unitId,
      nextPromise: 'arrival-urban',
    });
  });
  it('waits for the restoration from the arrival on', () => {
    const row = rowOf(...story.slice(0, 6));
    expect(row).toMatchObject({ status: 'arrived', nextPromise: 'restoration-urban', missed: 0 });
    expect(row.promises.map(({ state }) => state)).toEqual(['kept', 'kept', 'running']);
  });
  it('ends with nothing running', () => {
    expect(rowOf(...story)).toMatchObject({
      status: 'closed',
      class: 'low-voltage',
      cause: 'weather',
      nextPromise: null,
      events: story.length,
    });
  });
  it('counts a missed promise once, replayed twice or noticed twice', () => {
    expect(rowOf(reported, missed)).toMatchObject({ missed: 1 });
    expect(rowOf(reported, missed, missed)).toMatchObject({ missed: 1 });
  });
  it('owes nothing while it waits for an outage', () => {
    const linked = fact('FaultTriaged', 1, { outcome: 'known-outage', outageId: 'outage-1' });
    expect(rowOf(reported, linked)).toMatchObject({ nextPromise: null, outageId: 'outage-1' });
  });
  it('owes a crew from then on when it turns out to need one after all', () => {
    const arrears = fact('FaultTriaged', 1, { outcome: 'arrears', outageId: null });
    const after = {
      outcome: 'dispatch',
      outageId: null,
      promises: [promise('arrival-urban', 9, 54)],
    };
    expect(rowOf(reported, arrears, fact('FaultTriaged', 9, after))).toMatchObject({
      ...{ nextPromise: 'arrival-urban', nextDueAt: minute(54) },
    });
  });
  it('starts again when reopened, with no crew on it', () => {
    const again = fact('FaultReopened', 200, { promises });
    expect(rowOf(...story, again)).toMatchObject({
      status: 'reopened',
      reopenings: 1,
      unitId: null,
      nextPromise: 'fault-dispatch',
    });
  });
  it('as of the last event is the row served now', () => {
    const history = recorded(faultId, story);
    expect(asOf(faults, history, { revision: 99 })!.row).toEqual(rowOf(...story));
    expect(asOf(faults, history, { at: minute(-1), basis: 'occurred' })).toBeNull();
  });
});

describe('An outage', () => {
  const outageId = 'outage-1' as OutageId;
  const told = (type: OutageEvent['type'], data: object = {}) =>
    ({ type, at: minute(0), by: crew, data: { outageId, ...data } }) as unknown as OutageEvent;
  it('counts the reports that belong to it, and when it was over', () => {
    const events = [told('OutageAnnounced'), told('OutageFaultLinked'), told('OutageRestored')];
    const row = projected(outages, recorded(outageId, events)).get(outageId);
    expect(row).toMatchObject({ faults: 1, restoredAt: minute(0), revision: 2 });
  });
});
