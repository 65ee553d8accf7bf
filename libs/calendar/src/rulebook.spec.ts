import { shanghai } from './calendar.fixtures';
import { promiseNameSchema, type PromiseName } from './promise-name';
import { limitSchema, rulebookSchema, type PromiseRule, type Rulebook } from './promise-rule';
import { readRulebook, ruleInForce, shippedRulebook } from './rulebook';
import rulebookFile from './rulebook.json' with { type: 'json' };

const book = shippedRulebook();

const inForce = (promise: PromiseName, on: string, region?: 'cn-southern-grid') => {
  const rule = ruleInForce(book, { promise, at: shanghai(`${on} 12:00`), region });
  return rule && `${rule.limit.amount} ${rule.limit.unit}, ${rule.grade}`;
};

describe('The shipped rules', () => {
  it.each<[PromiseName, string, string | null]>([
    ['complaint-dispatch', '2026-01-05', '20 minutes, B'],
    ['complaint-contact', '2010-06-01', null],
    ['complaint-contact', '2012-06-01', '1 working-days, B'],
    ['complaint-contact', '2022-06-01', '24 hours, A'],
    ['complaint-contact', '2026-01-05', '24 hours, C'],
    ['complaint-internal-reply', '2018-06-01', '6 working-days, B'],
    ['complaint-internal-reply', '2026-01-05', '4 working-days, A'],
    ['complaint-reply', '2005-06-01', null],
    ['complaint-reply', '2012-06-01', '7 working-days, B'],
    ['complaint-reply', '2026-01-05', '5 working-days, C'],
    ['complaint-hard-stop', '2009-12-31', null],
    ['complaint-hard-stop', '2026-01-05', '10 working-days, B'],
    ['inquiry-answer', '2026-01-05', '5 working-days, B'],
    ['phone-answer', '2026-01-05', '0.2 minutes, A'],
    ['counter-payment', '2026-01-05', '5 minutes, B'],
    ['counter-other', '2026-01-05', '20 minutes, B'],
    ['arrival-urban', '2006-01-01', '45 minutes, B'],
    ['arrival-rural', '2026-01-05', '90 minutes, A'],
    ['arrival-remote', '2026-01-05', '2 hours, A'],
    ['arrival-rural-hard-stop', '2026-01-05', '120 minutes, U'],
    ['restoration-urban', '2026-01-05', '3 hours, A'],
    ['reconnection', '2012-06-01', '24 hours, B'],
    ['reconnection', '2026-01-05', '24 hours, U'],
    ['reconnection-hard-stop', '2024-05-31', '3 calendar-days, B'],
    ['reconnection-hard-stop', '2024-06-01', '3 calendar-days, U'],
    ['meter-test-result', '2026-01-05', '5 working-days, A'],
    ['reading-anomaly-answer', '2012-06-01', '7 working-days, B'],
    ['reading-anomaly-answer', '2026-01-05', '5 working-days, A'],
    ['planned-outage-notice', '2026-01-05', '7 calendar-days, A'],
    ['temporary-outage-notice', '2026-01-05', '24 hours, A'],
    ['supply-plan-resident', '2012-06-01', '3 working-days, B'],
    ['supply-plan-resident', '2026-01-05', null],
    ['connection-other', '2026-01-05', null],
    ['supply-total-high-voltage-double', '2026-01-05', '32 working-days, A'],
    ['complaint-unit-accept', '2026-01-05', '2 hours, U'],
  ])('%s on %s: %s', (promise, on, limit) => {
    expect(inForce(promise, on)).toBe(limit);
  });

  it('give Southern Grid its own figures and the national ones behind them', () => {
    expect(inForce('reconnection', '2026-01-05', 'cn-southern-grid')).toBe('12 hours, B');
    expect(inForce('connection-low-voltage', '2026-01-05', 'cn-southern-grid')).toBe(
      '3 working-days, B',
    );
    expect(inForce('complaint-hard-stop', '2026-01-05', 'cn-southern-grid')).toBe(
      '10 working-days, B',
    );
    expect(inForce('connection-low-voltage', '2026-01-05')).toBeNull();
  });

  it('change at local midnight', () => {
    const at = (instant: string) => ruleInForce(book, { promise: 'complaint-reply', at: instant });
    expect(at('2023-12-07T15:59:59.999Z')?.limit.amount).toBe(7);
    expect(at('2023-12-07T16:00:00.000Z')?.limit.amount).toBe(5);
  });

  it('hold a rule for every promise, and say of every placeholder that it is one', () => {
    const promised = new Set(book.rules.map(({ promise }) => promise));
    expect(promiseNameSchema.options.filter((name) => !promised.has(name))).toEqual([]);
    expect(book.rules.filter(({ grade, remark }) => grade === 'U' && !remark)).toEqual([]);
    expect(book.rules.filter(({ dateBasis }) => !dateBasis)).toEqual([]);
  });

  it('let notices come no later than their limit before the act', () => {
    const notices = book.rules.filter(({ promise }) => promise.includes('notice'));
    expect(notices.length).toBeGreaterThan(5);
    expect(notices.every(({ bound }) => bound === 'at-least')).toBe(true);
  });
});

describe('Among several rules', () => {
  const rule = (over: Partial<PromiseRule>): PromiseRule => ({
    promise: 'complaint-reply',
    edition: 'any',
    region: 'cn',
    unit: null,
    limit: { amount: 5, unit: 'working-days' },
    effectiveFrom: '2026-01-01',
    source: 'any',
    grade: 'U',
    title: { zh: '投诉答复', en: 'Answer' },
    ...over,
  });
  const bookOf = (...rules: Partial<PromiseRule>[]): Rulebook =>
    rulebookSchema.parse({ edition: 'own', zone: 'Asia/Shanghai', rules: rules.map(rule) });
  const chosen = (rulebook: Rulebook, unit: string | null, region?: 'cn' | 'cn-zhoukou') =>
    ruleInForce(rulebook, {
      promise: 'complaint-reply',
      at: shanghai('2026-06-01 12:00'),
      unit,
      region,
    })?.edition ?? null;

  const general = { edition: 'general', effectiveFrom: '2026-05-01' };
  const ofUnit = { edition: 'unit', unit: 'hall-7' };
  const ofRegion = { edition: 'region', region: 'cn-zhoukou' as const };

  it('the unit’s own beats a newer general one, the region’s own beats `cn`', () => {
    const all = bookOf(general, ofUnit, ofRegion);
    expect(chosen(all, 'hall-7')).toBe('unit');
    expect(chosen(all, 'hall-8')).toBe('general');
    expect(chosen(all, null)).toBe('general');
    expect(chosen(all, null, 'cn-zhoukou')).toBe('region');
    expect(chosen(all, 'hall-7', 'cn-zhoukou')).toBe('unit');
  });

  it('the newest in force wins, in whatever order they are written', () => {
    const [older, newer] = [{ edition: 'older' }, general];
    const future = { edition: 'future', effectiveFrom: '2026-06-02' };
    expect(chosen(bookOf(older, future, newer), null)).toBe('general');
    expect(chosen(bookOf(newer, older, future), null)).toBe('general');
  });

  it('one counts on its first and on its last day', () => {
    const day = { effectiveFrom: '2026-06-01', effectiveUntil: '2026-06-01', edition: 'one day' };
    expect(chosen(bookOf(day), null)).toBe('one day');
  });

  it('an ended rule brings no older one back; a unit falls back to the general one', () => {
    const ended = { edition: 'ended', effectiveFrom: '2026-02-01', effectiveUntil: '2026-05-31' };
    expect(chosen(bookOf({ edition: 'older' }, ended), null)).toBeNull();
    expect(chosen(bookOf(general, { ...ended, unit: 'hall-7' }), 'hall-7')).toBe('general');
  });

  it('two that start together are refused', () => {
    expect(() => bookOf(general, general)).toThrow('start on the same day');
  });

  it('one that ends before it starts is refused', () => {
    expect(() => bookOf({ effectiveUntil: '2025-12-31' })).toThrow('a rule ends');
  });
});

describe('A wrong rulebook is refused', () => {
  it('when a promise is unknown, has no title or a field is misspelt', () => {
    const { promises, editions, ...head } = rulebookFile;
    expect(() =>
      readRulebook({ ...head, promises: { ...promises, 'complaint-reply': undefined }, editions }),
    ).toThrow();
    const [first] = editions;
    const broken = (rules: unknown[]) =>
      readRulebook({ ...head, promises, editions: [{ ...first, rules }] });
    const limit = { amount: 5, unit: 'minutes' };
    expect(broken([{ promise: 'arrival-urban', limit }]).rules).toHaveLength(1);
    expect(() => broken([{ promise: 'arrival-lunar', limit }])).toThrow();
    expect(() => broken([{ promise: 'arrival-urban', limit, graed: 'A' }])).toThrow();
  });

  it.each([
    [{ amount: 1.5, unit: 'working-days' }, false],
    [{ amount: 1.5, unit: 'calendar-days' }, false],
    [{ amount: 1.5, unit: 'hours' }, true],
    [{ amount: 0, unit: 'hours' }, false],
    [{ amount: 7, unit: 'days' }, false],
  ])('limit %j: %s', (limit, sound) => {
    expect(limitSchema.safeParse(limit).success).toBe(sound);
  });
});
