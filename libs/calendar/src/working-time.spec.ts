import fc from 'fast-check';
import { anyInstant, hallCalendar, shanghai } from './calendar.fixtures';
import { chinaCalendar } from './china-calendar';
import { millisecondsOf } from './instant';
import { workingDaysBetween, workingTimeBetween } from './working-time';

const china = chinaCalendar(); // 08:30–12:00 and 14:00–17:30 on working days
const minute = 60_000;

describe('Working time', () => {
  it.each([
    ['a morning', '2026-03-02 08:30', '2026-03-02 12:00', 210],
    ['over lunch', '2026-03-02 11:30', '2026-03-02 14:30', 60],
    ['before and after hours', '2026-03-02 06:00', '2026-03-02 23:00', 420],
    ['over night', '2026-03-02 17:00', '2026-03-03 09:00', 60],
    ['over a weekend', '2026-03-06 17:00', '2026-03-09 09:00', 60],
    ['on a make-up Saturday', '2026-02-14 08:00', '2026-02-14 10:00', 90],
    ['in a holiday', '2026-02-16 08:00', '2026-02-18 18:00', 0],
    ['over the whole of Spring Festival', '2026-02-14 17:00', '2026-02-24 09:00', 60],
    ['at one instant', '2026-03-02 09:00', '2026-03-02 09:00', 0],
    ['records out of order', '2026-03-02 10:00', '2026-03-02 09:00', -60],
  ])('%s', (_, from, to, minutes) => {
    expect(workingTimeBetween(china, shanghai(from), shanghai(to))).toBe(minutes * minute);
  });

  it.each([
    ['several periods and an evening until midnight', '2026-03-05 00:00', '2026-03-05 24:00', 690],
    ['a day off with a morning hour', '2026-03-08 00:00', '2026-03-08 24:00', 300],
    ['a holiday with no hours at all', '2026-03-06 00:00', '2026-03-06 24:00', 0],
    ['a short make-up day', '2026-03-14 00:00', '2026-03-14 24:00', 150],
    ['over a midnight that is open on one side', '2026-03-04 23:00', '2026-03-05 09:00', 90],
  ])('in a hall of its own hours: %s', (_, from, to, minutes) => {
    expect(workingTimeBetween(hallCalendar, shanghai(from), shanghai(to))).toBe(minutes * minute);
  });

  it('adds up over any instant between, and never exceeds the time that passed', () => {
    const near = fc.tuple(anyInstant, fc.nat(2e9), fc.nat(2e9)).map(([at, one, two]) => {
      const start = Date.parse(at);
      return [start, start + one, start + one + two].map((time) => new Date(time).toISOString());
    });
    fc.assert(
      fc.property(
        near,
        fc.constantFrom(china, hallCalendar),
        ([a = '', b = '', c = ''], calendar) => {
          const between = (from: string, to: string) => workingTimeBetween(calendar, from, to);
          expect(between(a, b) + between(b, c)).toBe(between(a, c));
          expect(between(a, c) + between(c, a)).toBe(0);
          expect(between(a, c)).toBeLessThanOrEqual(millisecondsOf(c) - millisecondsOf(a));
        },
      ),
    );
  });
});

describe('Working days', () => {
  it.each([
    ['on the day itself', '2026-03-02 08:00', '2026-03-02 18:00', 0],
    ['at one instant', '2026-03-02 08:00', '2026-03-02 08:00', 0],
    ['on the next day', '2026-03-02 18:00', '2026-03-03 08:00', 1],
    ['until 24:00 belong to the day that ends', '2026-03-02 18:00', '2026-03-03 24:00', 1],
    ['over a weekend', '2026-03-06 09:00', '2026-03-09 09:00', 1],
    ['answered on a Sunday', '2026-03-06 09:00', '2026-03-08 09:00', 0],
    ['with a make-up day', '2026-02-13 09:00', '2026-02-24 09:00', 2],
    ['out of order', '2026-03-09 09:00', '2026-03-06 09:00', -1],
  ])('%s', (_, from, to, days) => {
    expect(workingDaysBetween(china, shanghai(from), shanghai(to))).toBe(days);
  });
});
