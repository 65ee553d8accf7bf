import { filtersOf } from './list-filters';

describe('filters in the address', () => {
  it('are read as they are written', () => {
    const search = new URLSearchParams('list=unit&status=accepted&unitId=unit-1');
    expect(filtersOf(search)).toEqual({
      list: 'unit',
      sort: 'due',
      status: 'accepted',
      unitId: 'unit-1',
    });
  });

  it('are ignored where they mean nothing', () => {
    const search = new URLSearchParams('list=yours&status=lost&category=&open=maybe&sort=random');
    expect(filtersOf(search, 'mine')).toEqual({ list: 'mine', sort: 'due' });
  });
});
