/** Times as people read them: always Shanghai's, whatever the machine's zone. */
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import relativeTime from 'dayjs/plugin/relativeTime';
import utc from 'dayjs/plugin/utc';
import type { Language } from './language';

dayjs.extend(utc);
dayjs.extend(relativeTime);

/** Asia/Shanghai, without summer time since 1991. */
const minutesAhead = 8 * 60;
const localeOf = (language: Language) => (language === 'zh' ? 'zh-cn' : 'en');

const local = (at: string | number, language: Language) =>
  dayjs.utc(at).utcOffset(minutesAhead).locale(localeOf(language));

export const formatInstant = (at: string, language: Language): string =>
  local(at, language).format(language === 'zh' ? 'YYYY-MM-DD HH:mm' : 'D MMM YYYY HH:mm');

export const formatInstantWithSeconds = (at: string, language: Language): string =>
  local(at, language).format(language === 'zh' ? 'YYYY-MM-DD HH:mm:ss' : 'D MMM YYYY HH:mm:ss');

/** The end of a period: a day ends at 24:00 of its own date, not at 0:00 of the next. */
export function formatDue(at: string, language: Language): string {
  if (local(at, language).format('HH:mm:ss') !== '00:00:00') return formatInstant(at, language);
  const lastDay = new Date(Date.parse(at) - 1).toISOString();
  return formatInstant(lastDay, language).replace('23:59', '24:00');
}

/** A local day `2026-01-05` with its weekday. */
export const formatDay = (day: string, language: Language): string =>
  dayjs
    .utc(day)
    .locale(localeOf(language))
    .format(language === 'zh' ? 'M月D日 ddd' : 'ddd D MMM');

export const formatShortDay = (day: string): string => `${Number(day.slice(5, 7))}/${day.slice(8)}`;

/** "3 小时前", "in 2 days". */
export const formatRelative = (at: string, now: number, language: Language): string =>
  local(at, language).from(dayjs.utc(now));

/** The local day at an instant, `2026-01-05`. */
export const localDayOf = (at: string | number): string => local(at, 'zh').format('YYYY-MM-DD');

export const addDays = (day: string, days: number): string =>
  dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD');

/** Days from one to another, both counted. */
export const daysBetween = (from: string, to: string): number =>
  dayjs.utc(to).diff(dayjs.utc(from), 'day') + 1;

/** What a local wall-clock time, `2026-01-05T10:30`, is as an instant. */
export const instantOfLocal = (wallClock: string): string =>
  dayjs.utc(wallClock).subtract(minutesAhead, 'minute').toISOString();

export const wallClockOf = (at: string): string => local(at, 'zh').format('YYYY-MM-DDTHH:mm');

type Unit = 'day' | 'hour' | 'minute';
const unitText: Record<Language, Record<Unit, (count: number) => string>> = {
  zh: {
    day: (count) => `${count} 天`,
    hour: (count) => `${count} 小时`,
    minute: (count) => `${count} 分钟`,
  },
  en: {
    day: (count) => `${count} d`,
    hour: (count) => `${count} h`,
    minute: (count) => `${count} min`,
  },
};

/** A length of time in its two largest units: "2 天 3 小时", "45 min". */
export function formatMinutes(length: number, language: Language): string {
  const minutes = Math.max(0, Math.round(length));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const write = unitText[language];
  if (days > 0) return join(write.day(days), hours, write.hour);
  if (hours > 0) return join(write.hour(hours), rest, write.minute);
  return write.minute(rest);
}

const join = (first: string, count: number, write: (count: number) => string) =>
  count > 0 ? `${first} ${write(count)}` : first;

/** Minutes and seconds of something that is waited for in front of the screen. */
export function formatSeconds(seconds: number, language: Language): string {
  if (seconds >= 60) return formatMinutes(seconds / 60, language);
  return language === 'zh' ? `${Math.ceil(seconds)} 秒` : `${Math.ceil(seconds)} s`;
}
