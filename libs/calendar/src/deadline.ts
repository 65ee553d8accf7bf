/**
 * Deadline arithmetic, after the PRC Civil Code:
 * - art. 201: the day a period of days starts on is not counted; a period of hours runs from its
 *   instant on;
 * - art. 203: it ends at 24:00 of its last day, and a last day on a statutory holiday gives way to
 *   the day after the holiday.
 *
 * Two readings are decided here, both against ourselves. Art. 203 would let a day end with the
 * business hours; the hotline never closes, so a day ends at 24:00. And only days the calendar
 * names as holidays move a last day, ordinary weekends do not.
 */
import {
  addDays,
  endOfLocalDay,
  instantAt,
  lastDayUntil,
  localDate,
  millisecondsOf,
  millisecondsPerMinute,
  type Instant,
  type LocalDate,
} from './instant';
import { mergedPauses, pausedAtEndOf, type Pause, type Span } from './pause';
import type { Limit } from './promise-rule';
import type { Wording, WorkingCalendar } from './working-calendar';

/** What one local day meant to a deadline. `moved`: where art. 203 put the last day. */
export type StepKind =
  'start' | 'counted' | 'make-up-day' | 'weekend' | 'holiday' | 'paused' | 'moved';

export type Step = {
  date: LocalDate;
  kind: StepKind;
  /** The festival, where the day has one. */
  name: Wording | null;
  /** In the unit of the limit, at the end of that day or of the period. */
  countedSoFar: number;
};

export type Arithmetic = { steps: Step[]; dueAt: Instant };
export type Period = Readonly<{ startedAt: string; limit: Limit }>;

/** Minutes and hours run through nights and holidays; days look at the calendar. */
export const onTheClock = ({ unit }: Limit): boolean => unit === 'minutes' || unit === 'hours';

/** When a period ends and what each of its days meant, not counting `pauses`. */
export function arithmetic(
  calendar: WorkingCalendar,
  period: Period,
  pauses: readonly Pause[] = [],
): Arithmetic {
  return (onTheClock(period.limit) ? elapsed : wholeDays)(calendar, period, mergedPauses(pauses));
}

/** Clock time: nights, weekends and holidays count like any other hour. */
function elapsed(
  { zone, day }: WorkingCalendar,
  { startedAt, limit }: Period,
  pauses: readonly Span[],
): Arithmetic {
  const unitMs = (limit.unit === 'hours' ? 60 : 1) * millisecondsPerMinute;
  const start = millisecondsOf(startedAt);
  const running = (until: number) =>
    until - start - sum(pauses.map(({ from, to }) => overlap(from, to, start, until)));

  let due = start + Math.round(limit.amount * unitMs);
  for (const { from, to } of pauses) {
    if (from < due) due += overlap(from, to, start, Infinity);
  }

  const dueAt = instantAt(due);
  const last = lastDayUntil(zone, dueAt);
  const steps: Step[] = [];
  let before = 0;
  for (let date = localDate(zone, startedAt); date <= last; date = addDays(date, 1)) {
    const ran = running(Math.min(due, millisecondsOf(endOfLocalDay(zone, date))));
    const kind = steps.length === 0 ? 'start' : ran === before ? 'paused' : 'counted';
    const countedSoFar = date === last ? limit.amount : Math.round((ran / unitMs) * 100) / 100;
    steps.push({ date, kind, name: day(date).name, countedSoFar });
    before = ran;
  }
  return { steps, dueAt };
}

/** Whole days: the start day is not counted, and a day on which the clock stands is not either. */
function wholeDays(
  { zone, day }: WorkingCalendar,
  { startedAt, limit }: Period,
  pauses: readonly Span[],
): Arithmetic {
  let date = localDate(zone, startedAt);
  let counted = 0;
  const steps: Step[] = [];
  const note = (kind: StepKind) =>
    steps.push({ date, kind, name: day(date).name, countedSoFar: counted });
  const paused = () => pausedAtEndOf(pauses, endOfLocalDay(zone, date));

  note('start');
  while (counted < limit.amount) {
    date = addDays(date, 1);
    const { kind, working } = day(date);
    if (limit.unit === 'working-days' && !working) note(kind === 'holiday' ? kind : 'weekend');
    else if (paused()) note('paused');
    else {
      counted++;
      note(kind === 'make-up-day' && limit.unit === 'working-days' ? kind : 'counted');
    }
  }

  const moves = limit.unit === 'calendar-days' && limit.lastDay !== 'stands';
  while (moves && (day(date).kind === 'holiday' || paused())) {
    date = addDays(date, 1);
    note(day(date).kind === 'holiday' ? 'holiday' : paused() ? 'paused' : 'moved');
  }
  return { steps, dueAt: endOfLocalDay(zone, date) };
}

const sum = (numbers: number[]): number => numbers.reduce((total, next) => total + next, 0);

/** How much of one span lies in another, in milliseconds. */
const overlap = (from: number, to: number, start: number, end: number): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, start));
