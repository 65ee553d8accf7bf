/** What becomes of the promises of a case, row by row: running, kept, missed, and the next. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { PromiseState } from '@taizhang/contracts/views';
import type { Instant } from '@taizhang/kernel';

export const running = (promises: readonly FrozenPromise[]): PromiseState[] =>
  promises.map((promise) => ({ ...promise, state: 'running', stoppedAt: null }));

/** Doing what they asked for keeps or misses them. */
export const stop = (
  promises: readonly PromiseState[],
  asked: (name: string) => boolean,
  at: Instant,
): PromiseState[] =>
  promises.map((promise) =>
    promise.state === 'running' && asked(promise.promise)
      ? {
          ...promise,
          state: at <= promise.dueAt ? ('kept' as const) : ('missed' as const),
          stoppedAt: at,
        }
      : promise,
  );

export const miss = (
  promises: readonly PromiseState[],
  name: string,
  at: Instant,
): PromiseState[] =>
  promises.map((promise) =>
    promise.promise === name ? { ...promise, state: 'missed' as const, stoppedAt: at } : promise,
  );

type Promising = Readonly<{ promises: readonly PromiseState[]; missed: number }>;

/** The running promise that ends first, and how many were missed so far. */
export function standingOf(before: Promising | null, after: Promising) {
  const first = after.promises
    .filter(({ state }) => state === 'running')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
  return {
    nextPromise: first?.promise ?? null,
    nextDueAt: (first?.dueAt as Instant | undefined) ?? null,
    missed: after.missed + newlyMissed(before, after),
  };
}

/** Missed promises of before a reopening stay counted; hence the difference, not the state. */
function newlyMissed(before: Promising | null, after: Promising): number {
  const count = (row: Promising | null) =>
    row?.promises.filter(({ state }) => state === 'missed').length ?? 0;
  return Math.max(0, count(after) - count(before));
}
