/** Clocks that ran out: each is told once, and none is forgotten. */
import type { LogEvent } from './log-reader';
import { groupedBy } from './effects';

type Promised = Readonly<{ promise: string; dueAt: string }>;
export type Timer = Promised & Readonly<{ stream: string; told: number }>;

const isMiss = ({ type }: LogEvent) => type.endsWith('DeadlineMissed');
const keyOf = (stream: string, { promise, dueAt }: Promised) => `${stream}|${promise}|${dueAt}`;
const missedIn = ({ stream, data }: LogEvent) => keyOf(stream, data as Promised);

/** Everything told as missed, with how often. */
export const toldTimers = (events: readonly LogEvent[]): Timer[] =>
  [...groupedBy(events.filter(isMiss), missedIn).values()].map((told) => {
    const { promise, dueAt } = told[0]!.data as Promised;
    return { stream: told[0]!.stream, promise, dueAt, told: told.length };
  });

/**
 * Reconnections that were due before `now` and had not happened when they were: the clocks that
 * the load lets run out on purpose.
 */
export function dueTimers(events: readonly LogEvent[], now: string): Timer[] {
  const told = new Map(toldTimers(events).map((timer) => [keyOf(timer.stream, timer), timer.told]));
  return events
    .filter(({ type }) => type === 'ReconnectionRequested')
    .flatMap(({ stream, data }) =>
      ((data['promises'] ?? []) as Promised[])
        .filter(({ dueAt }) => dueAt < now)
        .map(({ promise, dueAt }) => {
          const timer = { stream, promise, dueAt };
          return { ...timer, told: told.get(keyOf(stream, timer)) ?? 0 };
        }),
    );
}
