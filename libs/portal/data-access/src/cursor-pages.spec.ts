import { everyItem } from './cursor-pages';

const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
  '': { items: [1, 2], nextCursor: 'b' },
  b: { items: [3, 4], nextCursor: 'c' },
  c: { items: [5], nextCursor: null },
};
const fetchPage = async (cursor = '') => pages[cursor]!;

describe('an export', () => {
  it('holds every page', async () => {
    expect(await everyItem(fetchPage, 100)).toEqual({ items: [1, 2, 3, 4, 5], complete: true });
  });

  it('says so when it was cut', async () => {
    expect(await everyItem(fetchPage, 3)).toEqual({ items: [1, 2, 3], complete: false });
  });
});
