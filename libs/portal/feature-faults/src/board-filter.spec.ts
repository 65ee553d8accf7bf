import { askedOf } from './board-filter';

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
