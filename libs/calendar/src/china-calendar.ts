/**
 * The State Council's holidays and make-up days (调休), from the npm package chinese-days (MIT).
 *
 * Only its data file is read: its functions build dates in the zone of the machine, and west of
 * China `getDayDetail('2026-02-14')` answers for the 13th.
 */
import daysFile from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import packageFile from 'chinese-days/package.json' with { type: 'json' };
import {
  calendarFrom,
  type CalendarData,
  type Opening,
  type WorkingCalendar,
} from './working-calendar';

/**
 * Hours of an ordinary hall with a lunch break. A placeholder (grade U: no source names the hours
 * of any hall); deadlines do not depend on it, only working time does.
 */
export const defaultOpenings: Opening[] = [
  { from: '08:30', to: '12:00' },
  { from: '14:00', to: '17:30' },
];

type DaysByDate = Readonly<Record<string, string>>;
type Exception = CalendarData['exceptions'][number];

/** The package writes a day as `Spring Festival,春节,4`: English, Chinese, statutory days. */
function exceptions(days: DaysByDate, kind: Exception['kind']): Exception[] {
  return Object.entries(days).map(([date, words]) => {
    const [en = kind, zh = en] = words.split(',');
    return { date, kind, name: { zh, en } };
  });
}

/** The data behind `chinaCalendar`, for a unit that needs the same days and a few of its own. */
export function chinaCalendarData(openings: Opening[] = defaultOpenings): CalendarData {
  const holidays: DaysByDate = daysFile.holidays;
  const years = Object.keys(holidays).map((date) => Number(date.slice(0, 4)));
  return {
    // A new release of the package may change any day, so its version is the calendar's edition.
    edition: `cn/chinese-days@${packageFile.version}`,
    zone: 'Asia/Shanghai',
    openings,
    exceptions: [
      ...exceptions(holidays, 'holiday'),
      ...exceptions(daysFile.workdays, 'make-up-day'),
    ],
    coverage: { from: Math.min(...years), until: Math.max(...years) },
  };
}

let usual: WorkingCalendar | undefined;

/**
 * Mainland China: Monday to Friday, less the holidays, plus the make-up days. Years before and
 * after the package's data know weekends only, and `coverage` says so.
 */
export function chinaCalendar(openings?: Opening[]): WorkingCalendar {
  if (openings) return calendarFrom(chinaCalendarData(openings));
  return (usual ??= calendarFrom(chinaCalendarData()));
}
