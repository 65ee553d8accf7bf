import { afterOpen, at, dateOf, duty, office, workingDayBefore } from './local-time';

const shown = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('Open time', () => {
  it('stands still over lunch', () => {
    expect(shown(afterOpen(office, at('2026-11-18', '11:30'), 60))).toBe('2026-11-18T06:30');
  });

  it('stands still at night and over the weekend', () => {
    // Friday 17:00: half an hour is left.
    expect(shown(afterOpen(office, at('2026-11-20', '17:00'), 90))).toBe('2026-11-23T01:30');
    expect(shown(afterOpen(duty, at('2026-11-20', '19:30'), 90))).toBe('2026-11-21T01:00');
  });

  it('knows the holidays', () => {
    expect(shown(afterOpen(office, at('2026-09-30', '17:30'), 10))).toBe('2026-10-08T00:40');
    expect(workingDayBefore('2026-10-08', 1)).toBe('2026-09-30');
  });
});

describe('A local day', () => {
  it('begins at 16:00 of the day before in UTC', () => {
    expect(shown(at('2026-11-18', 0))).toBe('2026-11-17T16:00');
    expect(dateOf(at('2026-11-18', 0) - 1)).toBe('2026-11-17');
  });
});
