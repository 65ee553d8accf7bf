import fc from 'fast-check';
import { anyInstant } from './calendar.fixtures';
import {
  addDays,
  endOfLocalDay,
  instantSchema,
  lastDayUntil,
  localDate,
  localTime,
  millisecondsOf,
  startOfLocalDay,
  weekday,
  zoneSchema,
  type Zone,
} from './instant';

const anyZone = fc.constantFrom<Zone>('Asia/Shanghai', 'UTC', '+05:45', '-09:30', '+14:00');

describe('A local day', () => {
  it.each<[Zone, string, string, string]>([
    ['Asia/Shanghai', '2026-01-05T15:59:59.999Z', '2026-01-05', '23:59:59'],
    ['Asia/Shanghai', '2026-01-05T16:00:00.000Z', '2026-01-06', '00:00'],
    ['Asia/Shanghai', '2026-12-31T16:00:00.000Z', '2027-01-01', '00:00'],
    ['Asia/Shanghai', '2024-02-28T20:00:00.000Z', '2024-02-29', '04:00'],
    ['Asia/Shanghai', '2026-02-28T20:00:00.000Z', '2026-03-01', '04:00'],
    ['UTC', '2026-01-05T23:59:00.000Z', '2026-01-05', '23:59'],
    ['-09:30', '2026-03-01T09:29:00.000Z', '2026-02-28', '23:59'],
    ['+05:45', '2026-01-05T18:15:00.000Z', '2026-01-06', '00:00'],
  ])('in %s at %s is %s', (zone, at, date, time) => {
    expect(localDate(zone, at)).toBe(date);
    expect(localTime(zone, at)).toBe(time);
  });

  it('is the one the time-zone database says for Shanghai', () => {
    const database = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(localDate('Asia/Shanghai', at)).toBe(database.format(new Date(at)));
      }),
    );
  });

  it('starts at or before each of its instants and ends after it', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, at) => {
        const date = localDate(zone, at);
        expect(startOfLocalDay(zone, date) <= at && at < endOfLocalDay(zone, date)).toBe(true);
        expect(lastDayUntil(zone, endOfLocalDay(zone, date))).toBe(date);
        expect(localDate(zone, startOfLocalDay(zone, date))).toBe(date);
      }),
    );
  });
});

describe('Dates', () => {
  it('step forward and back again, one weekday at a time', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -40, max: 40 }), (at, days) => {
        const date = at.slice(0, 10);
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(Date.parse(addDays(date, days)) - Date.parse(date)).toBe(days * 86_400_000);
        expect(weekday(date)).toBe(new Date(at).getUTCDay() || 7);
      }),
    );
  });

  it('before 1970 have weekdays too', () => {
    expect(weekday('1949-10-01')).toBe(6);
    expect(weekday('1969-12-28')).toBe(7);
  });
});

describe('What is not an instant or a zone', () => {
  it.each([
    '2026-01-05',
    '2026-01-05T08:00:00Z',
    '2026-01-05T08:00:00.000+08:00',
    '2026-13-05T08:00:00.000Z',
  ])('crashes: %s', (text) => {
    expect(() => millisecondsOf(text)).toThrow(RangeError);
    expect(instantSchema.safeParse(text).success).toBe(false);
  });

  it('crashes before it becomes a wrong day', () => {
    expect(() => localDate('Asia/Shanghai', '2026-01-05')).toThrow(RangeError);
    expect(() => localDate('America/New_York' as Zone, '2026-01-05T08:00:00.000Z')).toThrow(
      RangeError,
    );
  });

  it.each([
    ['Asia/Shanghai', true],
    ['+08:00', true],
    ['America/New_York', false],
    ['+15:00', false],
    ['toString', false],
    ['', false],
  ])('zone %s: %s', (zone, known) => {
    expect(zoneSchema.safeParse(zone).success).toBe(known);
  });
});
