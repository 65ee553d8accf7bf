/**
 * Years whose holidays were published after the package of the State Council's days was made, or
 * that somebody keeps otherwise: they replace those years of a calendar, whole.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { weekday } from './instant';
import { exceptionSchema, type CalendarData } from './working-calendar';

const daySchema = exceptionSchema
  .omit({ openings: true })
  .refine(
    ({ date, kind }) => kind === 'holiday' || weekday(date) > 5,
    'a make-up day is a Saturday or a Sunday',
  );

export const publishedYearsSchema = z
  .strictObject({ years: z.array(z.int().min(2000).max(2100)).min(1), days: z.array(daySchema) })
  .refine(({ years }) => new Set(years).size === years.length, 'a year is named twice')
  .refine(
    ({ years, days }) => days.every(({ date }) => years.includes(yearOf(date))),
    'a day is of none of the years',
  )
  .refine(
    ({ days }) => new Set(days.map(({ date }) => date)).size === days.length,
    'a day is there twice',
  );
export type PublishedYears = z.infer<typeof publishedYearsSchema>;

const yearOf = (date: string) => Number(date.slice(0, 4));

/**
 * The calendar with these years, of an edition of its own: what was promised by another stays.
 * @throws RangeError where years between were left out, as nobody would know their holidays
 */
export function withYears(calendar: CalendarData, { years, days }: PublishedYears): CalendarData {
  const { edition, exceptions, coverage } = calendar;
  if (!coverage) throw new RangeError('of this calendar every day is known already');
  let { until } = coverage;
  for (const year of years.toSorted((one, other) => one - other)) {
    if (year < coverage.from || year > until + 1) {
      throw new RangeError(
        `the years from ${coverage.from} to ${until} are followed by ${until + 1}`,
      );
    }
    until = Math.max(until, year);
  }
  const kept = exceptions.filter(({ date }) => !years.includes(yearOf(date)));
  const kinds = days.map(({ date, kind }) => `${date} ${kind}`).sort();
  const mark = createHash('sha256').update(kinds.join('\n')).digest('hex').slice(0, 8);
  return {
    ...calendar,
    edition: `${edition}+${years.toSorted().join(',')}@${mark}`,
    exceptions: [...kept, ...days],
    coverage: { ...coverage, until },
  };
}
