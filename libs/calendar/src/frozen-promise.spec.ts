import fc from 'fast-check';
import {
  anyCase,
  anyInstant,
  frozenBy,
  hallCalendar,
  pausesAround,
  shanghai,
} from './calendar.fixtures';
import { chinaCalendar } from './china-calendar';
import { extendForPauses, freezePromise } from './frozen-promise';
import { instantAt, millisecondsOf } from './instant';
import { mergedPauses, type Pause } from './pause';
import { promiseNameSchema } from './promise-name';
import { frozenPromiseSchema, type Limit } from './promise-rule';
import { shippedRulebook } from './rulebook';

const china = chinaCalendar();
const rulebook = shippedRulebook();

const pause = (from: string, until: string): Pause => ({
  from: shanghai(from),
  until: shanghai(until),
});

describe('Freezing a promise', () => {
  it('keeps the rule, the calendar and the due instant', () => {
    const startedAt = shanghai('2026-02-12 15:30');
    const frozen = freezePromise(rulebook, china, { promise: 'complaint-reply', startedAt });
    expect(frozen).toEqual({
      promise: 'complaint-reply',
      edition: 'state-grid-ten-promises-2022',
      limit: { amount: 5, unit: 'working-days' },
      calendar: china.edition,
      startedAt,
      dueAt: shanghai('2026-02-26 24:00'),
    });
    expect(frozenPromiseSchema.parse(JSON.parse(JSON.stringify(frozen)))).toEqual(frozen);
  });

  it('promises nothing where no rule was in force', () => {
    const startedAt = shanghai('2004-06-01 12:00');
    expect(freezePromise(rulebook, china, { promise: 'complaint-reply', startedAt })).toBeNull();
  });

  it('asks for the unit and the region', () => {
    const question = { promise: 'reconnection' as const, startedAt: shanghai('2026-03-02 12:00') };
    const frozen = freezePromise(rulebook, china, { ...question, region: 'cn-southern-grid' });
    expect(frozen?.dueAt).toBe(shanghai('2026-03-03 00:00'));
  });

  it('is not changed by rules that begin later', () => {
    const tomorrow = (at: string) => instantAt(millisecondsOf(at) + 86_400_000).slice(0, 10);
    const anyPromise = fc.constantFrom(...promiseNameSchema.options);
    fc.assert(
      fc.property(anyPromise, anyInstant, fc.nat(3000), (promise, startedAt, amount) => {
        const later = rulebook.rules.map((rule) => ({
          ...rule,
          edition: 'later',
          limit: { amount: amount + 1, unit: 'working-days' as const },
          effectiveFrom:
            tomorrow(startedAt) > rule.effectiveFrom ? tomorrow(startedAt) : '2099-01-01',
          effectiveUntil: undefined,
        }));
        // 00:00 to 08:00 UTC of the next day is already the next day but one in Shanghai.
        fc.pre(startedAt.slice(11, 13) < '16');
        const newer = { ...rulebook, rules: [...later, ...rulebook.rules] };
        expect(freezePromise(newer, china, { promise, startedAt })).toEqual(
          freezePromise(rulebook, china, { promise, startedAt }),
        );
      }),
    );
  });
});

describe('A pause', () => {
  const start = '2026-03-02 10:00'; // a Monday without holidays near
  const days = (amount: number): Limit => ({ amount, unit: 'working-days' });

  it.each<[string, Limit, Pause[], string]>([
    ['none', days(3), [], '2026-03-05 24:00'],
    [
      'of an afternoon costs no day',
      days(3),
      [pause('2026-03-03 13:00', '2026-03-03 18:00')],
      '2026-03-05 24:00',
    ],
    [
      'over one night costs the day it began',
      days(3),
      [pause('2026-03-03 13:00', '2026-03-04 09:00')],
      '2026-03-06 24:00',
    ],
    [
      'until 24:00 costs that day',
      days(3),
      [pause('2026-03-03 13:00', '2026-03-03 24:00')],
      '2026-03-06 24:00',
    ],
    [
      'from 00:00 leaves the day before alone',
      days(3),
      [pause('2026-03-04 00:00', '2026-03-04 09:00')],
      '2026-03-05 24:00',
    ],
    [
      'over the weekend only costs nothing',
      days(5),
      [pause('2026-03-07 01:00', '2026-03-09 09:00')],
      '2026-03-09 24:00',
    ],
    [
      'on the last day, for long, ends after the wait',
      days(3),
      [pause('2026-03-05 15:00', '2026-03-11 10:00')],
      '2026-03-11 24:00',
    ],
    [
      'that began before the promise',
      days(3),
      [pause('2026-02-20 15:00', '2026-03-04 10:00')],
      '2026-03-06 24:00',
    ],
    [
      'after it was due',
      days(3),
      [pause('2026-03-06 00:00', '2026-03-20 10:00')],
      '2026-03-05 24:00',
    ],
    [
      'that ends before it begins',
      days(3),
      [pause('2026-03-05 10:00', '2026-03-03 10:00')],
      '2026-03-05 24:00',
    ],
    [
      'two at once count once',
      { amount: 24, unit: 'hours' },
      [
        pause('2026-03-02 12:00', '2026-03-02 18:00'),
        pause('2026-03-02 14:00', '2026-03-02 20:00'),
      ],
      '2026-03-03 18:00',
    ],
    [
      'reached only because of another one',
      { amount: 2, unit: 'hours' },
      [
        pause('2026-03-02 12:30', '2026-03-02 13:00'),
        pause('2026-03-02 11:00', '2026-03-02 12:00'),
      ],
      '2026-03-02 13:30',
    ],
    [
      'that starts when a clock runs out',
      { amount: 2, unit: 'hours' },
      [pause('2026-03-02 12:00', '2026-03-02 13:00')],
      '2026-03-02 12:00',
    ],
    [
      'of calendar days',
      { amount: 7, unit: 'calendar-days' },
      [pause('2026-03-03 12:00', '2026-03-05 12:00')],
      '2026-03-11 24:00',
    ],
  ])('%s', (_, limit, pauses, ends) => {
    expect(extendForPauses(china, frozenBy(china, shanghai(start), limit), pauses)).toBe(
      shanghai(ends),
    );
  });

  it('on the day a holiday moved the deadline to moves it on', () => {
    const frozen = frozenBy(china, shanghai('2026-09-26 09:00'), {
      amount: 7,
      unit: 'calendar-days',
    });
    const pauses = [pause('2026-10-08 09:00', '2026-10-09 09:00')];
    expect(extendForPauses(china, frozen, pauses)).toBe(shanghai('2026-10-09 24:00'));
  });

  it('never brings a deadline forward, and more pauses never do', () => {
    fc.assert(
      fc.property(anyCase, ({ period, pauses }) => {
        const frozen = frozenBy(china, period.startedAt, period.limit);
        let last: string = frozen.dueAt;
        for (let count = 0; count <= pauses.length; count++) {
          const due = extendForPauses(china, frozen, pauses.slice(0, count));
          expect(due >= last).toBe(true);
          last = due;
        }
      }),
    );
  });

  it('may be told in any order, twice or in two parts', () => {
    fc.assert(
      fc.property(anyCase, ({ period, pauses }) => {
        const frozen = frozenBy(china, period.startedAt, period.limit);
        const halves = pauses.flatMap(({ from, until }) => {
          const middle = instantAt((millisecondsOf(from) + millisecondsOf(until)) / 2);
          return [
            { from: middle, until },
            { from, until: middle },
          ];
        });
        const due = extendForPauses(china, frozen, pauses);
        expect(extendForPauses(china, frozen, [...pauses].reverse())).toBe(due);
        expect(extendForPauses(china, frozen, [...pauses, ...pauses])).toBe(due);
        expect(extendForPauses(china, frozen, halves)).toBe(due);
      }),
    );
  });

  it('never holds the due instant, and the clock ran its limit outside of it', () => {
    fc.assert(
      fc.property(anyCase, ({ period, pauses }) => {
        const frozen = frozenBy(china, period.startedAt, period.limit);
        const due = millisecondsOf(extendForPauses(china, frozen, pauses));
        expect(mergedPauses(pauses).some(({ from, to }) => from < due && due <= to)).toBe(false);
        const unit = { minutes: 60_000, hours: 3_600_000 }[period.limit.unit as 'hours'];
        if (!unit) return;
        const start = millisecondsOf(period.startedAt);
        const paused = mergedPauses(pauses).reduce(
          (sum, { from, to }) => sum + Math.max(0, Math.min(to, due) - Math.max(from, start)),
          0,
        );
        expect(due - start - paused).toBe(period.limit.amount * unit);
      }),
    );
  });
});

describe('Another edition of the calendar', () => {
  const frozen = frozenBy(hallCalendar, shanghai('2026-02-12 15:30'), {
    amount: 5,
    unit: 'working-days',
  });

  it('changes nothing that was promised', () => {
    expect(frozen.dueAt).toBe(shanghai('2026-02-19 24:00'));
    expect(extendForPauses(china, frozen, [])).toBe(frozen.dueAt);
    const holiday = [pause('2026-02-16 10:00', '2026-02-17 10:00')]; // no working day in China
    expect(extendForPauses(china, frozen, holiday)).toBe(frozen.dueAt);
  });

  it.each([
    ['a Friday', '2026-02-13 10:00', '2026-02-14 10:00', '2026-02-24 24:00'],
    ['a Friday and a make-up Saturday', '2026-02-13 10:00', '2026-02-15 10:00', '2026-02-25 24:00'],
  ])('only adds what a pause cost, behind what was promised: %s', (_, from, until, ends) => {
    expect(extendForPauses(china, frozen, [pause(from, until)])).toBe(shanghai(ends));
  });

  it('does not let a pause of the last day run past the deadline', () => {
    const short = frozenBy(hallCalendar, shanghai('2026-02-25 15:30'), {
      amount: 1,
      unit: 'working-days',
    });
    const pauses = [pause('2026-02-26 10:00', '2026-02-27 10:00')];
    expect(extendForPauses(china, short, pauses)).toBe(shanghai('2026-02-27 24:00'));
  });

  it('never brings a deadline forward', () => {
    fc.assert(
      fc.property(anyCase, ({ period, pauses }) => {
        const before = frozenBy(hallCalendar, period.startedAt, period.limit);
        expect(extendForPauses(china, before, pauses) >= before.dueAt).toBe(true);
      }),
    );
  });

  it('is of no matter to the clock', () => {
    fc.assert(
      fc.property(
        anyInstant.chain((at) => fc.tuple(fc.constant(at), pausesAround(at))),
        ([at, pauses]) => {
          const before = frozenBy(hallCalendar, at, { amount: 24, unit: 'hours' });
          expect(extendForPauses(china, before, pauses)).toBe(
            extendForPauses(hallCalendar, before, pauses),
          );
        },
      ),
    );
  });
});
