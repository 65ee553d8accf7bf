/** What becomes of promises: the same arithmetic for inquiries and for supplies. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { PromiseState } from '@taizhang/contracts/views';
import type { Instant } from '@taizhang/kernel';

export type Clocks = Readonly<{
  promises: PromiseState[];
  nextPromise: string | null;
  nextDueAt: Instant | null;
  missed: number;
}>;

/** A clock that starts again replaces the one of its name. */
export function start(before: readonly PromiseState[], promises: readonly FrozenPromise[]) {
  const names = promises.map(({ promise }) => promise);
  return [
    ...before.filter(({ promise }) => !names.includes(promise)),
    ...promises.map((promise): PromiseState => ({ ...promise, state: 'running', stoppedAt: null })),
  ];
}

/** What doing a thing at a time makes of the promises that asked for it. */
export const stop = (
  promises: readonly PromiseState[],
  names: readonly string[],
  at: Instant,
): PromiseState[] => {
  const isStopped = (one: PromiseState) => one.state === 'running' && names.includes(one.promise);
  // Most acts stop none: what stays the same need not be copied, nor looked at by `summary`.
  if (!promises.some(isStopped)) return promises as PromiseState[];
  return promises.map((promise): PromiseState => {
    if (!isStopped(promise)) return promise;
    return { ...promise, state: at <= promise.dueAt ? 'kept' : 'missed', stoppedAt: at };
  });
};

/** Counts a miss once, whether the clock or the late act says so first. */
export const miss = (promises: readonly PromiseState[], name: string, at: Instant) =>
  promises.map((promise): PromiseState =>
    promise.promise === name ? { ...promise, state: 'missed', stoppedAt: at } : promise,
  );

/** The running promise that ends first, and how many were missed since the beginning. */
export function summary(before: Clocks | null, promises: PromiseState[]): Clocks {
  if (before?.promises === promises) return before;
  const [first] = promises
    .filter(({ state }) => state === 'running')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  // By promise and start: one that was replaced or ran out before a reopening stays counted.
  const known = new Set(before?.promises.filter(isMissed).map(keyOf));
  const newly = promises.filter((one) => isMissed(one) && !known.has(keyOf(one))).length;
  return {
    promises,
    nextPromise: first?.promise ?? null,
    nextDueAt: (first?.dueAt as Instant | undefined) ?? null,
    missed: (before?.missed ?? 0) + newly,
  };
}

const isMissed = ({ state }: PromiseState) => state === 'missed';
const keyOf = ({ promise, startedAt }: PromiseState) => `${promise}|${startedAt}`;
