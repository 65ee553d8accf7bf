import { HttpProblem } from '@taizhang/platform/http';
import { Failures, lockSecondsForAddress, lockSecondsForName } from './failures';

let now = 0;
const failures = (rule = lockSecondsForName) => new Failures(rule, () => now);

/** Seconds to wait, or null when the attempt may be made. */
function waitFor(attempts: Failures, key = 'li.wei'): number | null {
  try {
    attempts.attempt(key);
    return null;
  } catch (error) {
    return (error as HttpProblem).more.retryAfterSeconds!;
  }
}

beforeEach(() => (now = 0));

describe('Failures in a row', () => {
  it('lock a name from the fifth on, twice as long each time, for 15 minutes at most', () => {
    expect([4, 5, 6, 7, 9, 10, 500].map(lockSecondsForName)).toEqual([
      0, 30, 60, 120, 480, 900, 900,
    ]);
    const attempts = failures();
    for (let count = 1; count <= 5; count++) expect(waitFor(attempts)).toBeNull();
    expect(waitFor(attempts)).toBe(30);
    now = 29_001;
    expect(waitFor(attempts)).toBe(1);
    now = 30_000;
    expect(waitFor(attempts)).toBeNull();
    expect(waitFor(attempts)).toBe(60);
  });

  it('do not lock another name', () => {
    const attempts = failures();
    for (let count = 1; count <= 6; count++) waitFor(attempts);
    expect(waitFor(attempts, 'wang.fang')).toBeNull();
  });

  it('lock nobody for longer where the clock is put back', () => {
    const attempts = failures();
    now = 86_400_000;
    for (let count = 1; count <= 6; count++) waitFor(attempts);
    now = 0;
    expect(waitFor(attempts)).toBeNull();
  });

  it('are forgotten after a quarter of an hour', () => {
    const attempts = failures();
    for (let count = 1; count <= 4; count++) waitFor(attempts);
    now = 900_001;
    expect([waitFor(attempts), waitFor(attempts)]).toEqual([null, null]);
  });

  it('count only failures of an address', () => {
    const attempts = failures(lockSecondsForAddress);
    for (let count = 1; count <= 200; count++) {
      expect(waitFor(attempts, '10.0.0.1')).toBeNull();
      attempts.takeBack('10.0.0.1');
    }
    for (let count = 1; count <= 50; count++) waitFor(attempts, '10.0.0.1');
    expect(waitFor(attempts, '10.0.0.1')).toBe(60);
  });

  it('of ever new names do not fill the memory', () => {
    const attempts = failures();
    for (let count = 0; count < 10_050; count++) waitFor(attempts, `name-${count}`);
    for (let count = 1; count < 5; count++) waitFor(attempts, 'name-10049');
    expect([waitFor(attempts, 'name-10049'), waitFor(attempts, 'name-0')]).toEqual([30, null]);
  });
});
