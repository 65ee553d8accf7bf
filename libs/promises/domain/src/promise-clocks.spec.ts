import type { FrozenPromise } from '@taizhang/calendar';
import { instant } from '@taizhang/kernel';
import { overdue, ranOut, settle } from './promise-clocks';

const minute = (minutes: number) => instant(Date.parse('2026-01-05T01:00:00.000Z') + minutes * 6e4);
const arrival: FrozenPromise = {
  promise: 'arrival-urban',
  edition: 'test',
  limit: { amount: 45, unit: 'minutes' },
  calendar: 'test',
  startedAt: minute(0),
  dueAt: minute(45),
};
const clocks = { promises: [arrival], missed: [], settled: [] };

describe('A promise', () => {
  it('holds to its last moment', () => {
    expect(ranOut(clocks, 'arrival-urban', minute(45))).toBeNull();
    expect(ranOut(clocks, 'arrival-urban', minute(46))).toBe(arrival);
  });
  it('that was acted upon does not run out', () => {
    expect(ranOut(settle(clocks, ['arrival-urban']), 'arrival-urban', minute(46))).toBeNull();
  });
  it('is counted as missed once', () => {
    expect(overdue(clocks, ['arrival-urban', 'arrival-rural'], minute(46))).toEqual([arrival]);
    const told = { ...clocks, missed: ['arrival-urban'] };
    expect(overdue(told, ['arrival-urban'], minute(46))).toEqual([]);
  });
});
