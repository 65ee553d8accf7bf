/** The calendar of the installation: the package's days, and those of a file where one is given. */
import {
  Deadlines,
  addDays,
  calendarFrom,
  chinaCalendarData,
  localDate,
  publishedYearsSchema,
  withYears,
  type WorkingCalendar,
} from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import { ConfigurationError, languageIn } from '@taizhang/platform/config';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Operators are told so long before the holidays of a year are wanted that nobody knows. */
const aheadDays = 60;

/** @throws ConfigurationError where the file says nothing usable */
export async function openDeadlines(file?: string): Promise<Deadlines> {
  if (file === undefined) return new Deadlines();
  try {
    const years = publishedYearsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return new Deadlines(calendarFrom(withYears(chinaCalendarData(), years)));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    const guide = 'docs/how-to/operate.md';
    throw new ConfigurationError(
      [
        {
          zh: `环境变量 CALENDAR_FILE 所指的文件 ${file} 无法使用：${why}。说明见 ${guide}`,
          en: `CALENDAR_FILE ${file} cannot be used: ${why}. See "Holidays of later years" in ${guide}`,
        },
      ],
      languageIn(process.env),
    );
  }
}

/** What operators should know about the calendar at this moment; null where all is well. */
export function unknownHolidays(calendar: WorkingCalendar, now: Instant): string | null {
  const soon = addDays(localDate(calendar.zone, now), aheadDays);
  if (calendar.coverage(soon) === 'published') return null;
  return (
    `The holidays of ${soon.slice(0, 4)} are not known: deadlines in it count weekends only. ` +
    'Name them in CALENDAR_FILE, or upgrade'
  );
}
