/** Making a promise, and what a wait on the customer does to it. */
import { arithmetic, onTheClock } from './deadline';
import {
  addDays,
  endOfLocalDay,
  instantAt,
  lastDayUntil,
  localDate,
  millisecondsOf,
  type Instant,
} from './instant';
import { mergedPauses, pausedAtEndOf, type Pause } from './pause';
import type { FrozenPromise, Rulebook } from './promise-rule';
import { ruleInForce, type RuleQuestion } from './rulebook';
import type { WorkingCalendar } from './working-calendar';

export type PromiseQuestion = Readonly<Omit<RuleQuestion, 'at'> & { startedAt: string }>;

/**
 * The promise as it stands at `startedAt`, to be stored in the event that opens the case; null
 * when no rule was in force then, because nothing was promised.
 */
export function freezePromise(
  rulebook: Rulebook,
  calendar: WorkingCalendar,
  { startedAt, ...question }: PromiseQuestion,
): FrozenPromise | null {
  const rule = ruleInForce(rulebook, { ...question, at: startedAt });
  if (!rule) return null;
  const { promise, edition, limit } = rule;
  const { dueAt } = arithmetic(calendar, { startedAt, limit });
  const started = instantAt(millisecondsOf(startedAt));
  return { promise, edition, limit, calendar: calendar.edition, startedAt: started, dueAt };
}

/**
 * The due instant when `pauses` do not count; without pauses exactly the frozen one.
 *
 * Clock time moves by what was paused. Days move by the days on which the clock stood at 24:00, so
 * that a due instant never lies inside a pause. Under another edition of the calendar what was
 * promised stays: only the days a pause cost are added behind it.
 */
export function extendForPauses(
  calendar: WorkingCalendar,
  frozen: FrozenPromise,
  pauses: readonly Pause[],
): Instant {
  if (pauses.length === 0) return frozen.dueAt;
  const { limit } = frozen;
  if (onTheClock(limit) || calendar.edition === frozen.calendar) {
    return arithmetic(calendar, frozen, pauses).dueAt;
  }
  const lost = pausedDays(calendar, frozen, pauses);
  if (lost === 0) return frozen.dueAt;
  const startedAt = instantAt(millisecondsOf(frozen.dueAt) - 1);
  return arithmetic(calendar, { startedAt, limit: { ...limit, amount: lost } }, pauses).dueAt;
}

/**
 * The same wait, begun later: it ends later by as much. True of clock time, and of calendar days
 * whose last one stands, counted from a midnight to a midnight.
 */
export function begunLater(wait: FrozenPromise, startedAt: Instant): FrozenPromise {
  const later = millisecondsOf(startedAt) - millisecondsOf(wait.startedAt);
  if (later <= 0) return wait;
  return { ...wait, startedAt, dueAt: instantAt(millisecondsOf(wait.dueAt) + later) };
}

/** Days of the promise that would have counted, had the clock not stood at their end. */
function pausedDays(
  { zone, day }: WorkingCalendar,
  { limit, startedAt, dueAt }: FrozenPromise,
  pauses: readonly Pause[],
): number {
  const spans = mergedPauses(pauses);
  const last = lastDayUntil(zone, dueAt);
  let days = 0;
  for (let date = addDays(localDate(zone, startedAt), 1); date <= last; date = addDays(date, 1)) {
    const counts = limit.unit === 'calendar-days' || day(date).working;
    if (counts && pausedAtEndOf(spans, endOfLocalDay(zone, date))) days++;
  }
  return days;
}
