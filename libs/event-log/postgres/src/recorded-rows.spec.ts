import { instantOf } from './recorded-rows';

describe('An instant as PostgreSQL writes it', () => {
  it.each([
    ['2026-01-05 08:00:00', '2026-01-05T08:00:00.000Z'],
    ['2026-01-05 08:00:00.5', '2026-01-05T08:00:00.500Z'],
    ['1999-12-31 23:59:59.999', '1999-12-31T23:59:59.999Z'],
    ['2026-01-05 08:00:00.01', '2026-01-05T08:00:00.010Z'],
    // Written by others.
    ['2026-01-05 08:00:00.000001', '2026-01-05T08:00:00.000001Z'],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
    expect(instantOf('2020-02-02 02:02:02.222')).toBe('2020-02-02T02:02:02.222Z');
  });
});
