/** Local times, a small calendar of one's own, and what the laws are tried with. */
import fc from 'fast-check';
import { arithmetic } from './deadline';
import { endOfLocalDay, instantAt, millisecondsOf, type Instant } from './instant';
import type { Pause } from './pause';
import type { FrozenPromise, Limit } from './promise-rule';
import { calendarFrom, type WorkingCalendar } from './working-calendar';

/** `shanghai('2026-02-12 15:30')` is an instant; `24:00` is the end of that day. */
export function shanghai(local: string): Instant {
  const [date = '', time = ''] = local.split(' ');
  if (time === '24:00') return endOfLocalDay('Asia/Shanghai', date);
  return instantAt(Date.parse(`${date}T${time}+08:00`));
}

/** A hall that also opens on Saturday mornings of its choice and has a half day before New Year. */
export const hallCalendar: WorkingCalendar = calendarFrom({
  edition: 'hall-7/2026',
  zone: 'Asia/Shanghai',
  openings: [
    { from: '14:00', to: '18:00' },
    { from: '08:30', to: '12:00' },
    { from: '09:00', to: '10:00', on: 'days-off' },
    { from: '20:00', to: '24:00', on: 'every-day' },
  ],
  exceptions: [
    { date: '2026-03-06', kind: 'holiday', name: { zh: '司庆', en: 'Founding Day' }, openings: [] },
    { date: '2026-03-07', kind: 'make-up-day', name: { zh: '司庆', en: 'Founding Day' } },
    {
      date: '2026-03-14',
      kind: 'make-up-day',
      name: { zh: '盘点', en: 'Stocktaking' },
      openings: [{ from: '09:00', to: '11:30' }],
    },
  ],
});

/** A promise of any limit, as it would have been frozen under a calendar. */
export const frozenBy = (
  calendar: WorkingCalendar,
  startedAt: string,
  limit: Limit,
): FrozenPromise => ({
  promise: 'complaint-reply',
  edition: 'any',
  limit,
  calendar: calendar.edition,
  startedAt: instantAt(millisecondsOf(startedAt)),
  dueAt: arithmetic(calendar, { startedAt, limit }).dueAt,
});

const span = { min: Date.parse('2005-01-01T00:00Z'), max: Date.parse('2030-12-31T00:00Z') };

export const anyInstant = fc.integer(span).map(instantAt);

export const anyLimit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constant('working-days') }),
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constant('calendar-days') }),
  fc.record({
    amount: fc.integer({ min: 1, max: 240 }),
    unit: fc.constantFrom('hours', 'minutes'),
  }),
);

const hours = 3_600_000;

/** Pauses near a start, overlapping or empty as they come. */
export const pausesAround = (startedAt: string): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -48, max: 400 }), fc.integer({ min: 0, max: 120 }))
      .map(([offset, length]) => {
        const from = Date.parse(startedAt) + offset * hours;
        return { from: instantAt(from), until: instantAt(from + length * hours) };
      }),
    { maxLength: 5 },
  );

/** A start, a limit and pauses that meet it. */
export const anyCase = fc
  .record({ startedAt: anyInstant, limit: anyLimit })
  .chain((period) =>
    fc.record({ period: fc.constant(period), pauses: pausesAround(period.startedAt) }),
  );
