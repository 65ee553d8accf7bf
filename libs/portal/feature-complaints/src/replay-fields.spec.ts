import type { Complaint } from '@taizhang/contracts/views';
import type { ComplaintDifference } from '@taizhang/portal/data-access';
import { termIn } from '@taizhang/portal/ui';
import { changedFields, differingFields, writtenField, type Writing } from './replay-fields';

const writing: Writing = {
  term: termIn('en'),
  nameOf: (id) => (id === 'unit-1' ? 'East hall' : id),
  promiseOf: (promise) => promise,
  stateOf: (state) => state,
  instant: (at) => `at ${at}`,
  due: (at) => `due ${at}`,
  none: '–',
};
const complaint = {
  status: 'accepted',
  unitId: 'unit-1',
  handlerId: null,
  statement: '',
  remedies: [{ remedy: 'compensation', amountFen: 5000, at: '' }],
  promises: [
    { promise: 'complaint-contact', state: 'kept' },
    { promise: 'complaint-reply', state: 'running' },
  ],
  missed: 0,
  nextDueAt: '2026-01-09T16:00:00.000Z',
} as unknown as Complaint;

describe('a replayed field', () => {
  it.each([
    ['status', 'Accepted'],
    ['unitId', 'East hall'],
    ['handlerId', '–'],
    ['statement', '–'],
    ['remedies', 'Symbolic compensation ¥50.00'],
    ['promises', 'complaint-contact kept\ncomplaint-reply running'],
    ['missed', '0'],
    ['nextDueAt', 'due 2026-01-09T16:00:00.000Z'],
  ] as const)('%s reads %p', (field, text) => {
    expect(writtenField(complaint, field, writing)).toBe(text);
  });
});

describe('what changed', () => {
  it('is told by field, without the bookkeeping', () => {
    const differences = ['status', 'promises.0.state', 'promises[1]', 'revision', 'events'].map(
      (field) => ({ field, before: null, after: null }),
    );
    const difference = { from: 0, to: 1, differences, events: [] } as ComplaintDifference;
    expect([...changedFields(difference)]).toEqual(['status', 'promises']);
    expect(changedFields(undefined).size).toBe(0);
  });

  it('between two states is told by field as well', () => {
    const later = { ...complaint, status: 'closed', promises: [], events: 9 } as Complaint;
    expect([...differingFields(complaint, later)]).toEqual(['status', 'promises']);
    expect(differingFields(complaint, undefined).size).toBe(0);
  });
});
