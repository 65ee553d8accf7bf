import {
  addDays,
  daysBetween,
  formatDay,
  formatDue,
  formatInstant,
  formatMinutes,
  formatRelative,
  formatSeconds,
  instantOfLocal,
  localDayOf,
  wallClockOf,
} from './time';

describe('a time', () => {
  it('is Shanghai’s, whatever the machine’s zone', () => {
    expect(formatInstant('2026-01-05T17:30:00.000Z', 'zh')).toBe('2026-01-06 01:30');
    expect(formatInstant('2026-01-05T17:30:00.000Z', 'en')).toBe('6 Jan 2026 01:30');
    expect(localDayOf('2026-01-05T16:00:00.000Z')).toBe('2026-01-06');
  });

  it('is told by its distance too', () => {
    const now = Date.parse('2026-01-05T08:00:00.000Z');
    expect(formatRelative('2026-01-05T05:00:00.000Z', now, 'zh')).toBe('3 小时前');
    expect(formatRelative('2026-01-07T08:00:00.000Z', now, 'en')).toBe('in 2 days');
  });

  it('that ends a day is 24:00 of that day', () => {
    expect(formatDue('2026-01-09T16:00:00.000Z', 'zh')).toBe('2026-01-09 24:00');
    expect(formatDue('2026-01-09T16:00:00.000Z', 'en')).toBe('9 Jan 2026 24:00');
    expect(formatDue('2026-01-09T10:00:00.000Z', 'zh')).toBe('2026-01-09 18:00');
  });

  it('typed on a clock in Shanghai is an instant', () => {
    expect(instantOfLocal('2026-01-05T10:30')).toBe('2026-01-05T02:30:00.000Z');
    expect(wallClockOf('2026-01-05T02:30:00.000Z')).toBe('2026-01-05T10:30');
  });
});

describe('days', () => {
  it('are counted and walked across months', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(3);
    expect(formatDay('2026-01-05', 'zh')).toBe('1月5日 周一');
    expect(formatDay('2026-01-05', 'en')).toBe('Mon 5 Jan');
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 分钟', '0 min'],
    [59.6, '1 小时', '1 h'],
    [135, '2 小时 15 分钟', '2 h 15 min'],
    [3 * 1440 + 61, '3 天 1 小时', '3 d 1 h'],
    [-5, '0 分钟', '0 min'],
  ])('of %p minutes reads %s', (minutes, zh, en) => {
    expect(formatMinutes(minutes, 'zh')).toBe(zh);
    expect(formatMinutes(minutes, 'en')).toBe(en);
  });

  it('of seconds is told in seconds while it is short', () => {
    expect(formatSeconds(8.2, 'zh')).toBe('9 秒');
    expect(formatSeconds(95, 'en')).toBe('2 min');
  });
});
