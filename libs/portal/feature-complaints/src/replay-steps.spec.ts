import { isStep } from './replay-steps';

const told = (revision: number, at: string) => ({
  ...{ revision, at: `2026-03-02T${at}:00.000Z` },
  recordedAt: `2026-03-02T2${revision}:00:00.000Z`,
});
/** Accepted at noon; that the deadline of eleven was missed was told afterwards. */
const events = [told(0, '10:00'), told(1, '12:00'), told(2, '11:00')];

describe('an instant', () => {
  it.each([
    ['10:30', 'occurred', 0, true],
    ['11:30', 'occurred', 2, false],
    ['12:00', 'occurred', 2, true],
    ['21:30', 'recorded', 1, true],
  ] as const)('%s, as it %s, at step %d: %s', (time, basis, step, shown) => {
    expect(isStep(events, step, { at: `2026-03-02T${time}:00.000Z`, basis })).toBe(shown);
  });
});
