import { askedWith } from './use-asked';

describe('the question in an address', () => {
  const search = new URLSearchParams('list=unit&status=accepted');

  it('keeps what is not changed, and holds nothing empty', () => {
    expect(`${askedWith(search, { unitId: 'unit-1' })}`).toBe(
      'list=unit&status=accepted&unitId=unit-1',
    );
    expect(`${askedWith(search, { status: null, unitId: '', open: undefined })}`).toBe('list=unit');
  });

  it('is changed in a copy', () => {
    askedWith(search, { status: 'closed' });
    expect(search.get('status')).toBe('accepted');
  });
});
