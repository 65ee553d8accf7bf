import { askedOf, drilledInto, periodOf, presetOf } from './asked';

const today = '2026-03-01';

describe('a period', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['week', '2026-02-23', '2026-03-01'],
    ['month', '2026-01-31', '2026-03-01'],
    ['thisMonth', '2026-03-01', '2026-03-01'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
  ] as const)('%s goes from %s to %s', (preset, from, to) => {
    expect(periodOf(preset, today)).toEqual({ from, to });
  });

  it('is recognised as the preset it is', () => {
    expect(presetOf(periodOf('lastMonth', today), today)).toBe('lastMonth');
    expect(presetOf({ from: '2026-01-02', to: '2026-01-03' }, today)).toBeUndefined();
  });
});

describe('the address', () => {
  it('is read with what it says', () => {
    const search = new URLSearchParams('from=2026-01-01&to=2026-01-31&groupBy=day&staffId=staff-1');
    expect(askedOf(search, today)).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
      groupBy: 'day',
      staffId: 'staff-1',
    });
  });

  it.each([
    'from=2026-02-01&to=2026-01-01',
    'from=yesterday&to=today',
    'from=2000-01-01&to=2026-01-01',
  ])('falls back to the last 30 days where it asks for %s', (text) => {
    expect(askedOf(new URLSearchParams(text), today)).toEqual({
      ...periodOf('month', today),
      groupBy: 'unit',
    });
  });

  it('leads from unit to person to day, and there it ends', () => {
    const asked = askedOf(new URLSearchParams(), today);
    expect(drilledInto(asked, 'unit-1')).toEqual({ unitId: 'unit-1', groupBy: 'staff' });
    expect(drilledInto({ ...asked, groupBy: 'staff' }, 'staff-1')).toEqual({
      staffId: 'staff-1',
      groupBy: 'day',
    });
    expect(drilledInto({ ...asked, groupBy: 'day' }, '2026-01-01')).toBeNull();
  });
});
