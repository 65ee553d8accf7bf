import { filtersOf, withFilter } from './list-filters';

describe('filters in the address', () => {
  it('are read back as they were written', () => {
    let search = new URLSearchParams('list=unit');
    search = withFilter(search, 'status', 'accepted');
    search = withFilter(search, 'unitId', 'unit-1');
    expect(filtersOf(search)).toEqual({
      list: 'unit',
      sort: 'due',
      status: 'accepted',
      unitId: 'unit-1',
    });
    expect(withFilter(search, 'status', null).has('status')).toBe(false);
  });

  it('are ignored where they mean nothing', () => {
    const search = new URLSearchParams('list=yours&status=lost&category=&open=maybe&sort=random');
    expect(filtersOf(search, 'mine')).toEqual({ list: 'mine', sort: 'due' });
  });
});
