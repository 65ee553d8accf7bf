/** How much time passed on the clock of a working organisation. */
import {
  addDays,
  lastDayUntil,
  localDate,
  millisecondsOf,
  millisecondsPerMinute,
  startOfLocalDay,
} from './instant';
import type { WorkingCalendar } from './working-calendar';

/**
 * Milliseconds between two instants inside the opening periods of `calendar`. Negative when `to`
 * comes first, so that records out of order show as such instead of as zero.
 */
export function workingTimeBetween(calendar: WorkingCalendar, from: string, to: string): number {
  const [start, end] = [millisecondsOf(from), millisecondsOf(to)];
  if (end < start) return 0 - workingTimeBetween(calendar, to, from);
  let open = 0;
  let date = localDate(calendar.zone, from);
  for (;;) {
    const midnight = millisecondsOf(startOfLocalDay(calendar.zone, date));
    if (midnight >= end) return open;
    for (const period of calendar.day(date).openings) {
      const opened = Math.max(start, midnight + period.from * millisecondsPerMinute);
      const closed = Math.min(end, midnight + period.to * millisecondsPerMinute);
      open += Math.max(0, closed - opened);
    }
    date = addDays(date, 1);
  }
}

/**
 * Working days after the day of `from`, up to and including the day of `to`: counted as promises
 * count them, so an answer on the due day of a 5-working-day promise took at most 5. An end at
 * 00:00 belongs to the day that just ended. Negative when `to` comes first.
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: string, to: string): number {
  if (millisecondsOf(to) < millisecondsOf(from)) return 0 - workingDaysBetween(calendar, to, from);
  const last = lastDayUntil(calendar.zone, to);
  let days = 0;
  let date = addDays(localDate(calendar.zone, from), 1);
  for (; date <= last; date = addDays(date, 1)) if (calendar.day(date).working) days++;
  return days;
}
