import type { TrailEntry } from '@taizhang/contracts/views';
import { instantToAsk, stepAt, stepsOf } from './steps';

const entry = (id: string, at: string, recordedAt: string) =>
  ({ id, at, recordedAt }) as unknown as TrailEntry;
const entries = [
  entry('a', '2026-01-05T08:00:00.000Z', '2026-03-01T00:00:00.000Z'),
  entry('b', '2026-01-04T08:00:00.000Z', '2026-03-01T00:00:00.000Z'),
  entry('c', '2026-01-05T08:00:00.000Z', '2026-03-02T00:00:00.000Z'),
];

describe('the steps of a history', () => {
  it.each([
    ['occurred', [['b'], ['a', 'c']]],
    ['recorded', [['a', 'b'], ['c']]],
  ] as const)('by the clock %s', (basis, expected) => {
    const steps = stepsOf(entries, basis);
    expect(steps.map((step) => step.entries.map(({ id }) => id))).toEqual(expected);
  });

  it.each([
    ['2026-01-04T07:59:59.999Z', -1],
    ['2026-01-04T08:00:00.000Z', 0],
    ['2026-01-05T07:00:00.000Z', 0],
    ['2027-01-01T00:00:00.000Z', 1],
  ])('at %s stand at %d', (instant, step) => {
    expect(stepAt(stepsOf(entries, 'occurred'), instant)).toBe(step);
  });

  it('are asked about, and before them those that are not listed', () => {
    const steps = stepsOf(entries, 'occurred');
    const before = '2026-01-01T00:00:00.000Z';
    expect(instantToAsk(steps, '2026-01-05T07:00:00.000Z', 3)).toBe('2026-01-04T08:00:00.000Z');
    expect(instantToAsk(steps, before, 3)).toBe(before);
    expect(instantToAsk(steps, before, 0)).toBeNull();
  });
});
