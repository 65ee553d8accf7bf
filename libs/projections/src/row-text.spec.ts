import { RowText } from './row-text';

const rows = Array.from({ length: 5_000 }, (_, index) => ({ id: `row-${index}` }));
const lineOf = ({ id }: { id: string }) => `${id}\t说明说明说明说明说明\n`;

describe('Rows as text', () => {
  it('come out whole, in order and once, however often they are taken', () => {
    const text = new RowText((row) => lineOf(row));
    const taken: string[] = [];
    for (const [index, row] of rows.entries()) {
      text.add(row);
      if (index % 1_700 === 0) taken.push(...text.take());
    }
    taken.push(...text.take());
    expect(taken.join('')).toBe(rows.map(lineOf).join(''));
    expect(text.take()).toEqual([]);
  });

  it('are counted, and come in chunks of which none is large', () => {
    const text = new RowText((row) => lineOf(row));
    for (const row of rows) text.add(row);
    expect(text.length).toBe(rows.map(lineOf).join('').length);
    const chunks = text.take();
    expect(chunks.length).toBeGreaterThan(1);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(65_000);
    expect(text.length).toBe(0);
  });
});
