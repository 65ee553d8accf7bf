import daysFile from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import fc from 'fast-check';
import { anyCase, anyInstant, anyLimit, shanghai } from './calendar.fixtures';
import { chinaCalendar } from './china-calendar';
import { arithmetic } from './deadline';
import { lastDayUntil, localDate, millisecondsOf } from './instant';
import type { Limit } from './promise-rule';
import { workingDaysBetween } from './working-time';

const calendar = chinaCalendar();
const due = (startedAt: string, limit: Limit) => arithmetic(calendar, { startedAt, limit }).dueAt;

const workingDays = (amount: number): Limit => ({ amount, unit: 'working-days' });
const days = (amount: number): Limit => ({ amount, unit: 'calendar-days' });
const hours = (amount: number): Limit => ({ amount, unit: 'hours' });
const minutes = (amount: number): Limit => ({ amount, unit: 'minutes' });

describe('A deadline', () => {
  it.each<[what: string, started: string, limit: Limit, ends: string]>([
    ['an ordinary week', '2026-01-05 16:00', workingDays(5), '2026-01-12 24:00'],
    ['lodged on a Saturday', '2026-01-10 09:00', workingDays(1), '2026-01-12 24:00'],
    ['into Spring Festival', '2026-02-12 15:30', workingDays(5), '2026-02-26 24:00'],
    [
      'lodged within it, due on a make-up Saturday',
      '2026-02-18 10:00',
      workingDays(5),
      '2026-02-28 24:00',
    ],
    [
      'Friday 23:59 before a make-up Saturday',
      '2026-02-13 23:59',
      workingDays(5),
      '2026-02-27 24:00',
    ],
    [
      'one minute later: the Saturday is the start',
      '2026-02-14 00:00',
      workingDays(5),
      '2026-02-28 24:00',
    ],
    [
      'a make-up Sunday before National Day',
      '2026-09-18 17:00',
      workingDays(5),
      '2026-09-24 24:00',
    ],
    ['over Mid-autumn and National Day', '2026-09-24 08:00', workingDays(10), '2026-10-15 24:00'],
    [
      'over National Day, a make-up Saturday after',
      '2026-09-30 10:00',
      workingDays(4),
      '2026-10-12 24:00',
    ],
    ['over the turn of a year', '2025-12-30 12:00', workingDays(3), '2026-01-05 24:00'],
    [
      'the holiday prolonged in January 2020',
      '2020-01-22 12:00',
      workingDays(2),
      '2020-02-03 24:00',
    ],
    [
      'a year nobody has published: weekends only',
      '2030-09-30 12:00',
      workingDays(5),
      '2030-10-07 24:00',
    ],
    ['24 h across a holiday', '2026-02-14 18:00', hours(24), '2026-02-15 18:00'],
    ['24 h across a weekend', '2026-03-06 23:59', hours(24), '2026-03-07 23:59'],
    ['20 min across a year', '2026-12-31 23:50', minutes(20), '2027-01-01 00:10'],
    ['four rings of a telephone', '2026-03-06 09:00:00', minutes(0.2), '2026-03-06 09:00:12'],
    ['7 days ending on an ordinary Saturday', '2026-03-07 09:00', days(7), '2026-03-14 24:00'],
    ['7 days ending on a holiday', '2026-09-26 09:00', days(7), '2026-10-08 24:00'],
    [
      'the same where the last day stands',
      '2026-09-26 09:00',
      { ...days(7), lastDay: 'stands' },
      '2026-10-03 24:00',
    ],
    ['a holiday inside, not at the end', '2026-09-26 09:00', days(14), '2026-10-10 24:00'],
  ])('%s: %s', (_, started, limit, ends) => {
    expect(due(shanghai(started), limit)).toBe(shanghai(ends));
  });

  it('never comes earlier for a later start', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(90 * 86_400_000), ({ period, pauses }, later) => {
        const { startedAt, limit } = period;
        const delayed = new Date(Date.parse(startedAt) + later).toISOString();
        const first = arithmetic(calendar, period, pauses).dueAt;
        expect(arithmetic(calendar, { startedAt: delayed, limit }, pauses).dueAt >= first).toBe(
          true,
        );
      }),
    );
  });

  it('of working days ends at 24:00 of a working day, the n-th after the start', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 30 }), (startedAt, amount) => {
        const end = due(startedAt, workingDays(amount));
        expect(calendar.day(lastDayUntil(calendar.zone, end)).working).toBe(true);
        expect(end).toMatch(/T16:00:00\.000Z$/);
        expect(workingDaysBetween(calendar, startedAt, end)).toBe(amount);
      }),
    );
  });

  it('of working days is what counting by hand on the published lists gives', () => {
    const holidays: Record<string, string> = daysFile.holidays;
    const madeUp: Record<string, string> = daysFile.workdays;
    const works = (noon: Date) => {
      const date = noon.toISOString().slice(0, 10);
      return date in madeUp || (!(date in holidays) && noon.getUTCDay() % 6 !== 0);
    };
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 12 }), (startedAt, amount) => {
        const noon = new Date(`${localDate('Asia/Shanghai', startedAt)}T12:00:00Z`);
        for (let left = amount; left > 0;) {
          noon.setUTCDate(noon.getUTCDate() + 1);
          if (works(noon)) left--;
        }
        expect(due(startedAt, workingDays(amount))).toBe(
          `${noon.toISOString().slice(0, 10)}T16:00:00.000Z`,
        );
      }),
    );
  });

  it('on the clock is plain elapsed time, whatever the days are', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 500 }), (startedAt, amount) => {
        expect(millisecondsOf(due(startedAt, hours(amount)))).toBe(
          millisecondsOf(startedAt) + amount * 3_600_000,
        );
        expect(due(startedAt, hours(amount))).toBe(due(startedAt, minutes(amount * 60)));
      }),
    );
  });

  it('of calendar days never ends on a holiday and never before its days are over', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 60 }), (startedAt, amount) => {
        const end = due(startedAt, days(amount));
        const stands = due(startedAt, { ...days(amount), lastDay: 'stands' });
        expect(calendar.day(lastDayUntil(calendar.zone, end)).kind).not.toBe('holiday');
        expect(millisecondsOf(stands) - millisecondsOf(startedAt)).toBeGreaterThan(
          amount * 86_400_000 - 1,
        );
        expect(end >= stands).toBe(true);
      }),
    );
  });
});

describe('The zone of the machine', () => {
  const local = ['getHours', 'getDate', 'getDay', 'getMonth', 'getFullYear', 'getTimezoneOffset'];
  const spies = () =>
    [...local, 'toString', 'toLocaleDateString'].map((name) =>
      jest.spyOn(Date.prototype, name as 'getHours').mockImplementation(() => {
        throw new Error(`${name} asks the machine for its zone`);
      }),
    );

  it('is never asked', () => {
    const asked = spies();
    try {
      fc.assert(
        fc.property(anyInstant, anyLimit, (startedAt, limit) => {
          expect(due(startedAt, limit) > startedAt).toBe(true);
        }),
      );
    } finally {
      for (const spy of asked) spy.mockRestore();
    }
  });
});
