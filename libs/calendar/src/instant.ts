/**
 * Instants and local days. A customer's day is the day at their hall, never the machine's: every
 * function here is told the zone, and none asks the process for its own.
 */
import { z } from 'zod';

/** ISO 8601 in UTC with milliseconds, `2026-01-05T08:00:00.000Z`; compares as text. */
export type Instant = string & { readonly __brand: 'Instant' };
/** A day where the zone says so, `2026-01-05`; compares as text. */
export type LocalDate = string;
/**
 * A zone with one offset all year. A zone with summer time is refused rather than computed wrongly:
 * Shanghai has been +08:00 without a break since 1991-09-15, and nothing here is older.
 */
export type Zone = 'Asia/Shanghai' | 'UTC' | `${'+' | '-'}${number}:${number}`;

export const millisecondsPerDay = 86_400_000;
export const millisecondsPerMinute = 60_000;

const minutesAhead: Readonly<Record<string, number>> = { 'Asia/Shanghai': 480, UTC: 0 };
const offsetPattern = /^([+-])(0\d|1[0-4]):([0-5]\d)$/;
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const instantSchema = z.iso
  .datetime({ precision: 3 })
  .meta({ example: '2026-01-05T08:00:00.000Z' }) as unknown as z.ZodType<Instant, string>;
export const localDateSchema = z.iso.date();
export const zoneSchema = z
  .string()
  .refine(
    (zone) => Object.hasOwn(minutesAhead, zone) || offsetPattern.test(zone),
    'a zone with one offset all year: Asia/Shanghai, UTC or ±hh:mm',
  ) as unknown as z.ZodType<Zone, string>;

function offsetMinutes(zone: Zone): number {
  const known = minutesAhead[zone];
  if (known !== undefined) return known;
  const [, sign, hours, minutes] = offsetPattern.exec(zone) ?? [];
  if (!sign) throw new RangeError(`Not a zone with one offset all year: ${zone}`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Milliseconds since 1970. Crashes on anything but an instant: a bare date has no zone. */
export function millisecondsOf(at: string): number {
  const milliseconds = instantPattern.test(at) ? Date.parse(at) : NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not a UTC instant: ${at}`);
  return milliseconds;
}

export const instantAt = (milliseconds: number): Instant =>
  new Date(milliseconds).toISOString() as Instant;

/** Days since 1970-01-01; a bare date in ISO form is read as UTC by definition. */
const dayNumber = (date: LocalDate): number => Date.parse(date) / millisecondsPerDay;

export function addDays(date: LocalDate, days: number): LocalDate {
  const day = Number(date.slice(8)) + days;
  // Every month has days 1 to 28: no calendar needed, and most steps of a walk end here.
  if (day >= 1 && day <= 28) return date.slice(0, 8) + (day < 10 ? `0${day}` : day);
  return new Date((dayNumber(date) + days) * millisecondsPerDay).toISOString().slice(0, 10);
}

/** ISO weekday: Monday is 1, Sunday is 7. */
export const weekday = (date: LocalDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/**
 * The day it was in `zone` at `at`. Works on the text, because day buckets ask it for every event
 * of a rebuild; only an instant whose local day is another one costs date arithmetic.
 */
export function localDate(zone: Zone, at: string): LocalDate {
  if (!instantPattern.test(at)) throw new RangeError(`Not a UTC instant: ${at}`);
  const minute = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16)) + offsetMinutes(zone);
  const date = at.slice(0, 10);
  if (minute < 0) return addDays(date, -1);
  return minute < 1440 ? date : addDays(date, 1);
}

/** 00:00 of a local day. */
export const startOfLocalDay = (zone: Zone, date: LocalDate): Instant =>
  instantAt(dayNumber(date) * millisecondsPerDay - offsetMinutes(zone) * millisecondsPerMinute);

/** 24:00 of a local day, the same instant as 00:00 of the next. */
export const endOfLocalDay = (zone: Zone, date: LocalDate): Instant =>
  startOfLocalDay(zone, addDays(date, 1));

/** The day that ends at or goes on beyond `until`: 00:00 on the 10th is 24:00 on the 9th. */
export const lastDayUntil = (zone: Zone, until: string): LocalDate =>
  localDate(zone, instantAt(millisecondsOf(until) - 1));

/** `15:30`, or `15:30:45` where there are seconds. */
export function localTime(zone: Zone, at: string): string {
  const local = instantAt(millisecondsOf(at) + offsetMinutes(zone) * millisecondsPerMinute);
  return local.slice(11, 19).replace(/:00$/, '');
}
