import type { Fault } from '@taizhang/contracts/views';
import { askedOf, byPressure } from './board-filter';

const asked = (search: string, ownUnit: string | null = null) =>
  askedOf(new URLSearchParams(search), ownUnit);

describe('what the board shows', () => {
  it('is everything, unless the address narrows it', () => {
    expect(asked('')).toEqual({});
    expect(asked('unit=unit-1&grade=urgent')).toEqual({ unitId: 'unit-1', grade: 'urgent' });
  });
  it('is its own work for a crew, until it asks for all', () => {
    expect(asked('', 'unit-1')).toEqual({ unitId: 'unit-1' });
    expect(asked('unit=all', 'unit-1')).toEqual({});
  });
  it('ignores a grade there is not', () => expect(asked('grade=high')).toEqual({}));
});

describe('the order of a lane', () => {
  const fault = (grade: Fault['grade'], missed: number, due: string | null) =>
    ({ grade, missed, nextDueAt: due, reportedAt: '2026-01-05T00:00' }) as unknown as Fault;
  it('is urgent, late, and then by what ends first', () => {
    const late = fault('ordinary', 1, null);
    const urgent = fault('urgent', 0, '2026-01-05T03:00');
    const soon = fault('ordinary', 0, '2026-01-05T01:00');
    const later = fault('ordinary', 0, '2026-01-05T02:00');
    const sorted = [later, late, soon, urgent].sort(byPressure);
    expect(sorted).toEqual([urgent, late, soon, later]);
  });
});
