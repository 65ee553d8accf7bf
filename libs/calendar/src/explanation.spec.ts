import fc from 'fast-check';
import { anyCase, frozenBy, hallCalendar, shanghai } from './calendar.fixtures';
import { chinaCalendar } from './china-calendar';
import { explainPromise, explanationSchema } from './explanation';
import { extendForPauses } from './frozen-promise';
import { addDays, lastDayUntil, localDate } from './instant';
import type { Limit } from './promise-rule';

const china = chinaCalendar();

const at = (local: string, limit: Limit) => frozenBy(china, shanghai(local), limit);
const workingDays = (amount: number): Limit => ({ amount, unit: 'working-days' });

const table = ({ steps }: ReturnType<typeof explainPromise>) =>
  steps.map(({ date, kind, name, countedSoFar }) =>
    [date.slice(5), kind, countedSoFar, name?.zh].filter((cell) => cell !== undefined).join(' '),
  );

describe('The explanation of a deadline', () => {
  it('walks through Spring Festival day by day', () => {
    const explanation = explainPromise(china, at('2026-02-12 15:30', workingDays(5)));
    expect(table(explanation)).toEqual([
      '02-12 start 0',
      '02-13 counted 1',
      '02-14 make-up-day 2 春节',
      ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `02-${day} holiday 2 春节`),
      '02-24 counted 3',
      '02-25 counted 4',
      '02-26 counted 5',
    ]);
    expect(explanation).toMatchObject({ calendarDiffers: false, weekendsOnly: false });
    expect(explanation.sentence).toEqual({
      zh: '自2026-02-12 15:30起，当日不计，计5个工作日，至2026-02-26 24:00止；不计春节9天；调休上班日2026-02-14计入。',
      en:
        '5 working days from 2026-02-12 15:30, that day not counted, until 2026-02-26 24:00; ' +
        'not counted: Spring Festival 9 days; make-up day 2026-02-14 counted.',
    });
  });

  it('shows hours running through a weekend', () => {
    const explanation = explainPromise(
      china,
      at('2026-03-06 18:00', { amount: 40, unit: 'hours' }),
    );
    expect(table(explanation)).toEqual(['03-06 start 6', '03-07 counted 30', '03-08 counted 40']);
    expect(explanation.sentence).toEqual({
      zh: '自2026-03-06 18:00起连续计40小时，至2026-03-08 10:00止。',
      en: '40 hours from 2026-03-06 18:00, until 2026-03-08 10:00.',
    });
  });

  it('shows hours standing still', () => {
    const frozen = at('2026-03-02 18:00', { amount: 10, unit: 'hours' });
    const pauses = [{ from: shanghai('2026-03-02 20:00'), until: shanghai('2026-03-04 06:00') }];
    const explanation = explainPromise(china, frozen, { pauses });
    expect(table(explanation)).toEqual(['03-02 start 2', '03-03 paused 2', '03-04 counted 10']);
    expect(explanation.sentence.en).toBe(
      '10 hours from 2026-03-02 18:00, until 2026-03-04 14:00; paused time does not count, ' +
        'the deadline was 2026-03-03 04:00 before.',
    );
  });

  it('shows a last day that gave way to a holiday', () => {
    const explanation = explainPromise(
      china,
      at('2026-09-30 09:00', { amount: 3, unit: 'calendar-days' }),
    );
    expect(table(explanation)).toEqual([
      '09-30 start 0',
      '10-01 counted 1 国庆节',
      '10-02 counted 2 国庆节',
      '10-03 counted 3 国庆节',
      ...[4, 5, 6, 7].map((day) => `10-0${day} holiday 3 国庆节`),
      '10-08 moved 3',
    ]);
    expect(explanation.sentence.zh).toContain('最后一日为法定休假日，顺延至休假日结束的次日');
    expect(explanation.sentence.en).toContain(
      'fell on a public holiday and moved to the day after it',
    );
  });

  it('shows a pause on the very day a last day moved to', () => {
    const pauses = [{ from: shanghai('2026-10-08 09:00'), until: shanghai('2026-10-09 09:00') }];
    const frozen = at('2026-10-04 09:00', { amount: 3, unit: 'calendar-days' });
    expect(table(explainPromise(china, frozen, { pauses })).slice(-3)).toEqual([
      '10-07 counted 3 国庆节',
      '10-08 paused 3',
      '10-09 moved 3',
    ]);
  });

  it('shows weekends and pauses, and what the deadline was before', () => {
    const pauses = [{ from: shanghai('2026-03-03 13:00'), until: shanghai('2026-03-05 09:00') }];
    const explanation = explainPromise(china, at('2026-03-02 10:00', workingDays(3)), { pauses });
    expect(table(explanation)).toEqual([
      '03-02 start 0',
      '03-03 paused 0',
      '03-04 paused 0',
      '03-05 counted 1',
      '03-06 counted 2',
      '03-07 weekend 2',
      '03-08 weekend 2',
      '03-09 counted 3',
    ]);
    expect(explanation.frozenDueAt).toBe(shanghai('2026-03-05 24:00'));
    expect(explanation.sentence.zh).toBe(
      '自2026-03-02 10:00起，当日不计，计3个工作日，至2026-03-09 24:00止；不计暂停2天、周末2天；' +
        '暂停时间不计，原期限为2026-03-05 24:00。',
    );
  });

  it('says so where holidays are not published yet', () => {
    const explanation = explainPromise(china, at('2030-09-30 10:00', workingDays(3)));
    expect(explanation.weekendsOnly).toBe(true);
    expect(explanation.sentence.zh).toContain('尚未公布');
    const hours = explainPromise(china, at('2030-09-30 10:00', { amount: 24, unit: 'hours' }));
    expect(hours.weekendsOnly).toBe(false);
  });

  it('says so when it was counted with another calendar, and keeps the promise', () => {
    const frozen = frozenBy(hallCalendar, shanghai('2026-02-12 15:30'), workingDays(5));
    const explanation = explainPromise(china, frozen);
    expect(explanation).toMatchObject({
      calendarDiffers: true,
      calendar: 'hall-7/2026',
      explainedWith: china.edition,
      dueAt: shanghai('2026-02-19 24:00'),
      stepsEndAt: shanghai('2026-02-26 24:00'),
    });
    expect(explanation.sentence.zh).toContain(
      '承诺按日历hall-7/2026作出，期限仍为2026-02-19 24:00',
    );
    expect(explanation.sentence.en).toContain('its deadline remains 2026-02-19 24:00');
  });

  it('ends at the due instant, day after day without a gap', () => {
    fc.assert(
      fc.property(anyCase, fc.boolean(), ({ period, pauses }, paused) => {
        const frozen = frozenBy(china, period.startedAt, period.limit);
        const explanation = explainPromise(china, frozen, paused ? { pauses } : {});
        const { dueAt, steps, stepsEndAt } = explanation;
        expect(stepsEndAt).toBe(dueAt);
        expect(dueAt).toBe(paused ? extendForPauses(china, frozen, pauses) : frozen.dueAt);
        expect(steps[0]).toMatchObject({
          kind: 'start',
          date: localDate(china.zone, period.startedAt),
        });
        expect(steps.at(-1)).toMatchObject({
          date: lastDayUntil(china.zone, dueAt),
          countedSoFar: period.limit.amount,
        });
        steps.slice(1).forEach(({ date, countedSoFar }, index) => {
          expect(date).toBe(addDays(steps[index]!.date, 1));
          expect(countedSoFar).toBeGreaterThanOrEqual(steps[index]!.countedSoFar);
        });
        expect(explanationSchema.parse(explanation)).toEqual(explanation);
      }),
    );
  });
});
