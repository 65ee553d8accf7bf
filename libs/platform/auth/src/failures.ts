/** Failed attempts by name or address, remembered in this process for a while. */
import { HttpProblem } from '@taizhang/platform/http';

/** Seconds to wait after so many failures in a row; 0 for none. */
export type LockRule = (failures: number) => number;

/** After five failures half a minute, twice as long with each further one, at most 15 minutes. */
export const lockSecondsForName: LockRule = (failures) =>
  failures < 5 ? 0 : Math.min(30 * 2 ** (failures - 5), 900);

/** A whole hall may sit behind one address: generous, and the same wait each time. */
export const lockSecondsForAddress: LockRule = (failures) => (failures < 50 ? 0 : 60);

const rememberedMax = 10_000;
const forgottenAfterMs = 900_000;

type Count = { failures: number; lockedUntilMs: number; lastMs: number };

export class Failures {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly lockSeconds: LockRule,
    private readonly nowMs: () => number,
  ) {}

  /**
   * Counts an attempt before it is known how it ends: many at once count as many.
   * @throws HttpProblem `too-many-attempts` while locked
   */
  attempt(key: string): void {
    const now = this.nowMs();
    const { failures, lockedUntilMs } = this.countOf(key, now);
    const waitMs = lockedUntilMs - now;
    // More than it was given is left where the clock was put back.
    if (waitMs > 0 && waitMs <= this.lockSeconds(failures) * 1000) throw tooManyAttempts(waitMs);
    const wait = this.lockSeconds(failures + 1);
    this.counts.delete(key); // to the end: the oldest are forgotten first
    this.counts.set(key, {
      failures: failures + 1,
      lockedUntilMs: wait > 0 ? now + wait * 1000 : 0,
      lastMs: now,
    });
    const oldest = this.counts.keys().next().value;
    if (this.counts.size > rememberedMax && oldest !== undefined) this.counts.delete(oldest);
  }

  /** The attempt counted before was none. */
  takeBack(key: string): void {
    const count = this.counts.get(key);
    if (!count) return;
    count.failures--;
    count.lockedUntilMs = 0;
    if (count.failures <= 0) this.counts.delete(key);
  }

  private countOf(key: string, now: number): Count {
    const count = this.counts.get(key);
    const known = count && count.lastMs + forgottenAfterMs > now;
    return known ? count : { failures: 0, lockedUntilMs: 0, lastMs: now };
  }
}

export const tooManyAttempts = (waitMs: number) =>
  new HttpProblem('too-many-attempts', {
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
