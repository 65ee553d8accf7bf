import { RowText } from './row-text';

const rows = Array.from({ length: 5_000 }, (_, index) => ({ id: `row-${index}` }));
const lineOf = ({ id }: { id: string }) => `${id}\t说明说明说明说明说明\n`;

describe('Rows as text', () => {
  it('come out whole, in order and once, however often they are taken', () => {
    const text = new RowText((row) => lineOf(row));
    const taken: string[] = [];
    for (const [index, row] of rows.entries()) {
      text.add(row);
      if (index % 1_700 === 0) taken.push(...text.take().map(String));
    }
    taken.push(...text.take().map(String));
    expect(taken.join('')).toBe(rows.map(lineOf).join(''));
    expect(text.take()).toEqual([]);
  });

  it('are counted in bytes, and come in few chunks', () => {
    const text = new RowText((row) => lineOf(row));
    for (const row of rows) text.add(row);
    const bytes = Buffer.byteLength(rows.map(lineOf).join(''));
    expect(text.length).toBe(bytes);
    const chunks = text.take();
    expect(chunks.length).toBeLessThanOrEqual(2 + bytes / 200_000);
    expect(text.length).toBe(0);
  });
});
