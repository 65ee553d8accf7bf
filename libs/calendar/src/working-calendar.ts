/**
 * Which days are worked and when the doors are open. The data is plain and editable, so a unit may
 * keep a calendar of its own; its edition is frozen into every promise counted with it.
 */
import { z } from 'zod';
import { localDateSchema, weekday, zoneSchema, type LocalDate, type Zone } from './instant';

/** Words shown to people, in both languages. */
export const wordingSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Wording = z.infer<typeof wordingSchema>;

const timeOfDaySchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a local time from 00:00 to 24:00');

/** One stretch of open doors, local time; several a day make a lunch break. */
const openingSchema = z
  .strictObject({
    from: timeOfDaySchema,
    to: timeOfDaySchema,
    on: z.enum(['working-days', 'days-off', 'every-day']).optional(),
  })
  .refine(({ from, to }) => from < to, 'an opening period ends after it starts');
export type Opening = z.infer<typeof openingSchema>;

const openingsSchema = z
  .array(openingSchema)
  .refine((openings) => !overlap(openings), 'opening periods overlap: time would count twice');

/** A day that is not what its weekday says. */
export const exceptionSchema = z.strictObject({
  date: localDateSchema,
  /** A make-up day (调休) is a weekend day worked in exchange for a longer holiday. */
  kind: z.enum(['holiday', 'make-up-day']),
  name: wordingSchema,
  /** Replaces the day's usual openings, such as a half day before a festival. */
  openings: openingsSchema.optional(),
});

export const calendarDataSchema = z.strictObject({
  /** Changes whenever a day changes its kind; openings move no due instant and need no edition. */
  edition: z.string().min(1),
  zone: zoneSchema,
  openings: openingsSchema,
  exceptions: z
    .array(exceptionSchema)
    .refine(
      (days) => new Set(days.map(({ date }) => date)).size === days.length,
      'one date has two exceptions',
    ),
  /** Years whose holidays are known, both included; absent: the exceptions are complete. */
  coverage: z.strictObject({ from: z.int(), until: z.int() }).optional(),
});
export type CalendarData = z.infer<typeof calendarDataSchema>;

/** Minutes since local midnight. */
export type OpenMinutes = Readonly<{ from: number; to: number }>;

export type CalendarDay = Readonly<{
  kind: 'working-day' | 'weekend' | 'holiday' | 'make-up-day';
  working: boolean;
  name: Wording | null;
  openings: readonly OpenMinutes[];
}>;

export type WorkingCalendar = Readonly<{
  edition: string;
  zone: Zone;
  day(date: LocalDate): CalendarDay;
  /** `weekends-only`: nobody has published that year's holidays yet, so only weekends are off. */
  coverage(date: LocalDate): 'published' | 'weekends-only';
}>;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const openOn = (openings: readonly Opening[], working: boolean): OpenMinutes[] =>
  openings
    .filter(({ on = 'working-days' }) => on !== (working ? 'days-off' : 'working-days'))
    .map(({ from, to }) => ({ from: minutes(from), to: minutes(to) }))
    .sort((a, b) => a.from - b.from);

function overlap(openings: readonly Opening[]): boolean {
  return [true, false].some((working) =>
    openOn(openings, working).some(({ to }, index, day) => to > (day[index + 1]?.from ?? 1440)),
  );
}

/** Crashes on data that contradicts itself: a wrong calendar breaks promises. */
export function calendarFrom(data: CalendarData): WorkingCalendar {
  const { edition, zone, openings, exceptions, coverage } = calendarDataSchema.parse(data);
  const plain = (kind: CalendarDay['kind'], working: boolean): CalendarDay =>
    Object.freeze({ kind, working, name: null, openings: openOn(openings, working) });
  const workingDay = plain('working-day', true);
  const weekendDay = plain('weekend', false);

  const exceptional = new Map<LocalDate, CalendarDay>();
  for (const { date, kind, name, openings: own } of exceptions) {
    const working = kind === 'make-up-day';
    // A special day's own hours are its hours, whatever kind of day it is.
    const open = own?.map((opening) => ({ ...opening, on: 'every-day' as const }));
    exceptional.set(date, { kind, working, name, openings: openOn(open ?? openings, working) });
  }

  return {
    edition,
    zone,
    day: (date) => exceptional.get(date) ?? (weekday(date) > 5 ? weekendDay : workingDay),
    coverage(date) {
      const year = Number(date.slice(0, 4));
      const known = !coverage || (year >= coverage.from && year <= coverage.until);
      return known ? 'published' : 'weekends-only';
    },
  };
}
