/** Whether everything that was asked for has been done: the end of the run, not of a clock. */
import { duties, owedBy } from './effects';
import type { Subscriber } from './evidence';
import type { LogEvent } from './log-reader';
import { headOf, isBehind } from './operator.checks';
import { dueTimers } from './timers';

/** What is still to come, a sentence each; checks say afterwards what never came. */
export function stillToCome(
  events: readonly LogEvent[],
  subscribers: readonly Subscriber[],
  now: string,
): string[] {
  const behind = subscribers.filter(isBehind(headOf(events)));
  const owed = duties
    .filter(({ excused }) => !excused)
    .flatMap((duty) => owedBy(duty, events).filter(({ effects }) => effects.length === 0));
  const timers = dueTimers(events, now).filter(({ told }) => told === 0);
  return [
    ...behind.map(({ consumer }) => `${consumer} is behind`),
    ...owed.map(({ duty, cause }) => `${duty.name}: ${cause.id}`),
    ...timers.map(({ stream }) => `${stream} has a clock that ran out`),
  ];
}
