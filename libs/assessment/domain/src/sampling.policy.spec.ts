import type { FramedCase } from '@taizhang/contracts/assessment';
import fc from 'fast-check';
import { framed } from './assessment.fixtures';
import { sampleOf } from './sampling.policy';

const frames = fc
  .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 120 })
  .chain((numbers) =>
    fc
      .array(fc.constantFrom('unit-a', 'unit-b', 'unit-c'), {
        minLength: numbers.length,
        maxLength: numbers.length,
      })
      .map((units) => numbers.map((number, index) => framed(number, units[index]))),
  );
const draws = fc.record({
  frame: frames,
  seed: fc.string({ minLength: 8, maxLength: 40 }),
  size: fc.integer({ min: 1, max: 150 }),
  stratified: fc.boolean(),
});
const idsOf = (cases: readonly FramedCase[]) => cases.map(({ caseId }) => caseId);

describe('A sample', () => {
  it('is drawn again by anybody, in whatever order the frame is written down', () => {
    fc.assert(
      fc.property(draws, fc.infiniteStream(fc.nat()), (draw, keys) => {
        const shuffled = [...draw.frame]
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(idsOf(sampleOf({ ...draw, frame: shuffled }))).toEqual(idsOf(sampleOf(draw)));
      }),
    );
  });

  it('is as large as asked, from the frame, and nothing twice', () => {
    fc.assert(
      fc.property(draws, (draw) => {
        const ids = idsOf(sampleOf(draw));
        expect(ids).toHaveLength(Math.min(draw.size, draw.frame.length));
        expect(new Set(ids).size).toBe(ids.length);
        expect(idsOf(draw.frame)).toEqual(expect.arrayContaining(ids));
      }),
    );
  });

  it('stratified gives every unit its part, to within one case', () => {
    fc.assert(
      fc.property(draws, (draw) => {
        const sample = sampleOf({ ...draw, stratified: true });
        for (const unit of new Set(draw.frame.map(({ unitId }) => unitId))) {
          const of = (cases: readonly FramedCase[]) =>
            cases.filter(({ unitId }) => unitId === unit).length;
          const exact = (of(draw.frame) * sample.length) / draw.frame.length;
          expect(Math.abs(of(sample) - exact)).toBeLessThan(1);
        }
      }),
    );
  });

  it('is what the algorithm of this name has always drawn', () => {
    const frame = [1, 2, 3, 4, 5, 6].map((number) => framed(number));
    const draw = { frame, seed: 'a-stored-seed', size: 3, stratified: false };
    expect(idsOf(sampleOf(draw))).toMatchInlineSnapshot(`
      [
        "complaint-3",
        "complaint-2",
        "complaint-4",
      ]
    `);
  });
});
