/** What becomes of the promises of a case, row by row: running, kept, missed, and the next. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { PromiseState } from '@taizhang/contracts/views';
import type { Instant } from '@taizhang/kernel';

export const running = (promises: readonly FrozenPromise[]): PromiseState[] =>
  promises.map((promise) => ({ ...promise, state: 'running', stoppedAt: null }));

/** A clock that starts again replaces the one of its name. */
export function start(
  before: readonly PromiseState[],
  promises: readonly FrozenPromise[],
): PromiseState[] {
  const names = promises.map(({ promise }) => promise);
  return [...before.filter(({ promise }) => !names.includes(promise)), ...running(promises)];
}

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

/**
 * By promise and start: one that was missed stays counted when it is replaced or a reopening
 * forgets it, and counts once, whether the clock or the late act says so first.
 */
function newlyMissed(before: Promising | null, after: Promising): number {
  let newly = 0;
  for (const one of after.promises) if (isMissed(one) && !wasMissed(before, one)) newly++;
  return newly;
}

const isMissed = ({ state }: PromiseState) => state === 'missed';

const wasMissed = (before: Promising | null, { promise, startedAt }: PromiseState) =>
  before?.promises.some(
    (was) => isMissed(was) && was.promise === promise && was.startedAt === startedAt,
  ) ?? false;
