import { safeAddress } from './next-address';

describe('where one goes after signing in', () => {
  it('leads back to where one was', () => {
    expect(safeAddress('/complaints/complaint-1?at=2')).toBe('/complaints/complaint-1?at=2');
  });

  it.each([
    null,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/sign-in?next=/',
  ])('leads to the first page instead of %p', (next) => {
    expect(safeAddress(next)).toBe('/');
  });
});
