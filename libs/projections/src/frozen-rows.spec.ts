import fc from 'fast-check';
import { copyLineOf, copyRowOf } from './column-text';
import { FrozenRows } from './frozen-rows';
import type { AnyRow } from './schema';

const fields = [
  ['id', { type: 'text' }],
  ['words', { type: 'text', nullable: true }],
  ['weight', { type: 'bigint' }],
  ['pinned', { type: 'boolean' }],
  ['at', { type: 'timestamptz' }],
  ['tags', { type: 'jsonb' }],
] as const;
const format = { lineOf: copyLineOf(fields), rowOf: copyRowOf(fields) };

const rowNamed = (id: string): AnyRow => ({
  ...{ id, words: `tab\t\\N \\. \\\\t\r\n"电" ${id}`, weight: -7, pinned: true },
  ...{ at: '2026-01-05T08:00:00.001Z', tags: [{ quoted: 'a "b"\n\\n', empty: null }] },
});

const linesOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString();

describe('Rows at rest', () => {
  it('come back as they were, once', () => {
    const frozen = new FrozenRows(format);
    const rows = [
      rowNamed('a'),
      { ...rowNamed('b\t'), words: null },
      rowNamed('长'.repeat(300_000)),
    ];
    for (const row of rows) frozen.add(row);
    for (const row of [...rows].reverse()) expect(frozen.take(row.id)).toEqual(row);
    expect(rows.map(({ id }) => frozen.take(id))).toEqual([undefined, undefined, undefined]);
    expect(frozen.size).toBe(0);
  });

  it('leave eldest first, and the rest stays', () => {
    const frozen = new FrozenRows(format);
    const rows = Array.from({ length: 20_000 }, (_, index) => rowNamed(`row-${index}`));
    for (const row of rows) frozen.add(row);
    const before = frozen.bytes;
    const { chunks, bytes, hashes } = frozen.depart(before / 2);
    expect(frozen.bytes).toBeLessThanOrEqual(before / 2);
    expect(linesOf(chunks)).toBe(rows.slice(0, hashes.length).map(format.lineOf).join(''));
    expect(bytes).toBe(Buffer.concat(chunks).length);
    // Lines that lie side by side are one chunk.
    expect(chunks.length).toBeLessThan(hashes.length / 100);
    for (const { id } of rows.slice(0, hashes.length)) expect(frozen.take(id)).toBeUndefined();
    for (const row of rows.slice(hashes.length)) expect(frozen.take(row.id)).toEqual(row);
  });

  it('do what a map would do', () => {
    const key = fc.integer({ min: 0, max: 40 }).map((number) => `row-${number}`);
    const act = fc.oneof(
      fc.record({ act: fc.constant('touch' as const), key, words: fc.string() }),
      fc.record({ act: fc.constant('depart' as const), share: fc.double({ min: 0, max: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const frozen = new FrozenRows(format);
        const map = new Map<string, AnyRow>();
        for (const one of acts) {
          if (one.act === 'touch') {
            expect(frozen.take(one.key)).toEqual(map.get(one.key));
            const row = { ...rowNamed(one.key), words: one.words.replaceAll('\0', '') };
            // The order of a map is that of insertion, as theirs.
            map.delete(one.key);
            map.set(one.key, row);
            frozen.add(row);
          } else {
            const { chunks, hashes } = frozen.depart(frozen.bytes * (one.share || 0));
            const gone = [...map.values()].slice(0, hashes.length);
            expect(linesOf(chunks)).toBe(gone.map(format.lineOf).join(''));
            for (const { id } of gone) map.delete(id);
          }
          expect(frozen.size).toBe(map.size);
        }
      }),
    );
  });

  it('take no more memory than twice what they hold, however often they are touched', () => {
    const frozen = new FrozenRows(format);
    const row = { ...rowNamed('often'), words: '常'.repeat(50_000) };
    for (let times = 0; times < 100; times++) {
      expect(frozen.take(row.id)).toEqual(times === 0 ? undefined : row);
      frozen.add(row);
    }
    expect(frozen.bytes).toBeLessThan(2_000_000);
    expect(linesOf(frozen.depart(0).chunks)).toBe(format.lineOf(row));
    expect(frozen.bytes).toBe(0);
  });
});
