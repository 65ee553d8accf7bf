/** The clocks of one case: which promise is running, and which ran out unkept. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ActorId, Instant } from '@taizhang/kernel';

/** Who says that a clock ran out. */
export const deadlineProcess = 'system-deadlines' as ActorId;

export type PromiseClocks = Readonly<{
  promises: readonly FrozenPromise[];
  /** Recorded as missed already. */
  missed: readonly string[];
  /** Promises that were acted upon, in time or late: their clocks have stopped. */
  settled: readonly string[];
}>;

export const promiseOf = (
  { promises }: PromiseClocks,
  name: FrozenPromise['promise'],
): FrozenPromise | undefined => promises.find(({ promise }) => promise === name);

/** The promise of this name if it ran out before `at` and nobody acted; told already or not. */
export function ranOut(
  clocks: PromiseClocks,
  name: FrozenPromise['promise'],
  at: Instant,
): FrozenPromise | null {
  const promise = promiseOf(clocks, name);
  return promise && at > promise.dueAt && !clocks.settled.includes(name) ? promise : null;
}

/** What is still to be recorded as missed at `at`, in the order given. Counted once. */
export const overdue = (
  clocks: PromiseClocks,
  names: readonly FrozenPromise['promise'][],
  at: Instant,
): FrozenPromise[] =>
  names
    .filter((name) => !clocks.missed.includes(name))
    .flatMap((name) => ranOut(clocks, name, at) ?? []);

/** Stops the clocks of these promises. */
export const settle = <State extends PromiseClocks>(
  state: State,
  names: readonly string[],
): State => ({ ...state, settled: [...new Set([...state.settled, ...names])] });
