/** Times of day where the county lies, and time that passes only while somebody works. */
import {
  addDays,
  chinaCalendar,
  startOfLocalDay,
  weekday,
  type LocalDate,
  type WorkingCalendar,
} from '@taizhang/calendar';

const zone = 'Asia/Shanghai';
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Halls and teams. */
export const office = chinaCalendar();
/** Somebody of each team answers the telephone on days off as well. */
export const duty = chinaCalendar([{ from: '08:00', to: '20:00', on: 'every-day' }]);
/** When customers are called: not at night, not at the table. */
export const telephone = chinaCalendar([
  { from: '09:00', to: '12:00', on: 'every-day' },
  { from: '14:00', to: '19:30', on: 'every-day' },
]);
/** Who dispatches. */
export const watch = chinaCalendar([{ from: '07:00', to: '23:00', on: 'every-day' }]);

const shiftMs =
  Date.parse('1970-01-01T00:00:00Z') - Date.parse(startOfLocalDay(zone, '1970-01-01'));

/** The zone has one offset all year, which makes this arithmetic; it is asked for very often. */
export const dateOf = (ms: number): LocalDate => new Date(ms + shiftMs).toISOString().slice(0, 10);

/** Milliseconds since 1970 of a local time `hh:mm` or of minutes since local midnight. */
export function at(date: LocalDate, time: string | number): number {
  const minutes =
    typeof time === 'number' ? time : Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return Date.parse(date) - shiftMs + Math.round(minutes * minuteMs);
}

export const hourOf = (ms: number): number => Math.floor((ms - at(dateOf(ms), 0)) / hourMs);

/** When `minutes` of open time have passed after `ms`. */
export function afterOpen(calendar: WorkingCalendar, ms: number, minutes: number): number {
  let left = minutes * minuteMs;
  for (let date = dateOf(ms); ; date = addDays(date, 1)) {
    for (const opening of calendar.day(date).openings) {
      const from = Math.max(ms, at(date, opening.from));
      const until = at(date, opening.to);
      if (from >= until) continue;
      if (left <= until - from) return Math.round(from + left);
      left -= until - from;
    }
  }
}

/** The working day so many working days before (or, below 0, after) a day. */
export function workingDayBefore(date: LocalDate, days: number): LocalDate {
  const step = days < 0 ? 1 : -1;
  let left = Math.abs(days);
  let found = date;
  while (left > 0) {
    found = addDays(found, step);
    if (office.day(found).working) left--;
  }
  return found;
}

/** The day itself when it is worked, otherwise the next one that is. */
export function workingDayFrom(date: LocalDate): LocalDate {
  return office.day(date).working ? date : workingDayFrom(addDays(date, 1));
}

export const isOpen = (calendar: WorkingCalendar, ms: number): boolean => {
  const minute = (ms - at(dateOf(ms), 0)) / minuteMs;
  return calendar.day(dateOf(ms)).openings.some(({ from, to }) => from <= minute && minute < to);
};

/** From Saturday to Sunday, or on a holiday. */
export const isDayOff = (date: LocalDate): boolean => !office.day(date).working;

export { addDays, weekday, type LocalDate };
