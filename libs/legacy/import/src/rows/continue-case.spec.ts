import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { HistoryFact } from '../ledger-writer';
import { continueCase, eventIdOf } from './continue-case';

const complaintId = 'complaint-1' as ComplaintId;
const unitId = 'unit-1' as UnitId;
const person = { complaintId, customerId: null };
const measured = { unitId, startedAt: '?' as Instant, dueAt: null };

let row = 1;
beforeEach(() => (row = 1));

function fact(type: ComplaintEvent['type'], by: string, data: object): HistoryFact {
  row++;
  const at = `2020-01-01T00:0${row}:00.000Z` as Instant;
  const event = { type, at, by: by as ActorId, data: { ...person, ...data } } as ComplaintEvent;
  return { event, origin: { source: 's', row, activity: type }, eventKey: `key-${row}`, unitId };
}

const lodged = () => fact('ComplaintLodged', 'staff-a', { promises: [] });
const accepted = (by: string) => fact('ComplaintAccepted', by, { handlerId: by });
const replied = (by: string) => fact('ComplaintReplied', by, { handlerId: by, ...measured });
const closed = (by: string) => fact('ComplaintClosed', by, { handlerId: by, unitId });
const reopened = () => fact('ComplaintReopened', 'staff-a', { repliedBy: null, promises: [] });
const inferredLodging = () => fact('ComplaintLodged', 'system-import', { promises: [] });

const recorded = (facts: readonly HistoryFact[]) =>
  facts.map((one) => ({ id: eventIdOf(one), event: one.event }));
const continued = (before: readonly HistoryFact[], rows: readonly HistoryFact[]) =>
  continueCase(recorded(before), { complaintId, rows, inferredLodging });

test('a case that begins with its lodging needs none', () => {
  const rows = [lodged(), accepted('staff-b')];
  expect(continued([], rows)).toMatchObject({ facts: rows, inferred: false, repeated: 0 });
});

test('a case that begins in the middle gets a lodging first', () => {
  const { facts, inferred } = continued([], [accepted('staff-b')]);
  expect(inferred).toBe(true);
  expect(facts.map(({ event }) => event.type)).toEqual(['ComplaintLodged', 'ComplaintAccepted']);
});

test('a case the ledger knows needs no other beginning', () => {
  const before = [lodged()];
  expect(continued(before, [accepted('staff-b')])).toMatchObject({ inferred: false });
});

test('rows told twice are left out', () => {
  const rows = [lodged(), accepted('staff-b')];
  const more = closed('staff-c');
  const { facts, repeated } = continued(rows, [...rows, more]);
  expect(facts.map(({ eventKey }) => eventKey)).toEqual([more.eventKey]);
  expect(repeated).toBe(2);
  expect(continued([...rows, more], rows)).toMatchObject({ facts: [], repeated: 2 });
});

test('waiting is counted from the lodging, after a reopening from there', () => {
  const first = [lodged(), replied('staff-b'), closed('staff-c'), reopened()];
  const { facts } = continued(first, [replied('staff-d')]);
  expect(facts[0]!.event.data).toMatchObject({ startedAt: first[3]!.event.at });
  const once = continued([], first).facts[1]!;
  expect(once.event.data).toMatchObject({ startedAt: first[0]!.event.at });
});

test('a reopening counts against whoever replied last, a closing is the handler’s', () => {
  const rows = [lodged(), accepted('staff-h'), replied('staff-b'), closed('staff-c'), reopened()];
  const { facts } = continued([], rows);
  expect(facts[3]!.event).toMatchObject({ by: 'staff-c', data: { handlerId: 'staff-h' } });
  expect(facts[4]!.event.data).toMatchObject({ repliedBy: 'staff-b' });
});
