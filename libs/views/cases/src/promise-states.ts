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
): PromiseState[] => {
  const isStopped = (one: PromiseState) => one.state === 'running' && asked(one.promise);
  // Most acts stop none: what stays the same need not be copied, nor looked at by `standingOf`.
  if (!promises.some(isStopped)) return promises as PromiseState[];
  return promises.map((promise) => {
    if (!isStopped(promise)) return promise;
    const state = at <= promise.dueAt ? ('kept' as const) : ('missed' as const);
    return { ...promise, state, stoppedAt: at };
  });
};

export const miss = (
  promises: readonly PromiseState[],
  name: string,
  at: Instant,
): PromiseState[] =>
  promises.map((promise) =>
    promise.promise === name ? { ...promise, state: 'missed' as const, stoppedAt: at } : promise,
  );

export type Promising = Readonly<{ promises: readonly PromiseState[]; missed: number }>;
export type Standing = Readonly<{
  nextPromise: string | null;
  nextDueAt: Instant | null;
  missed: number;
}>;

/** The running promise that ends first, and how many were missed so far. */
export function standingOf(before: (Promising & Standing) | null, after: Promising): Standing {
  if (before && before.promises === after.promises) return before;
  let first: PromiseState | undefined;
  for (const promise of after.promises) {
    if (promise.state !== 'running') continue;
    if (!first || promise.dueAt < first.dueAt) first = promise;
  }
  return {
    nextPromise: first?.promise ?? null,
    nextDueAt: (first?.dueAt as Instant | undefined) ?? null,
    missed: after.missed + newlyMissed(before, after),
  };
}

/** Missed promises of before a reopening stay counted; hence the difference, not the state. */
function newlyMissed(before: Promising | null, after: Promising): number {
  return Math.max(0, missedIn(after.promises) - missedIn(before?.promises ?? []));
}

function missedIn(promises: readonly PromiseState[]): number {
  let missed = 0;
  for (const { state } of promises) if (state === 'missed') missed++;
  return missed;
}
