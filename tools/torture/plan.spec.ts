import fc from 'fast-check';
import { kindsOf, killsOf, type KillKind, type Way } from './plan';

const seeds = fc.nat(1_000_000);

describe('The kills of a seed', () => {
  it('are the same each time, and more of them begin with the same', () => {
    fc.assert(
      fc.property(seeds, fc.nat(40), (seed, count) => {
        expect(killsOf(seed, count + 10).slice(0, count)).toEqual(killsOf(seed, count));
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['embedded', 10],
    ['distributed', 14],
  ] as const)('are of every kind of the way %s after %d', (way, count) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kinds = new Set<KillKind>(killsOf(seed, count, way).map(({ kind }) => kind));
        expect(kinds).toEqual(new Set(kindsOf(way)));
      }),
      { numRuns: 20 },
    );
  });

  it.each<Way>(['embedded', 'distributed'])('%s: strike only starts of what starts', (way) => {
    const ends = (kind: KillKind) => kind === 'platform' || kind === 'both';
    fc.assert(
      fc.property(seeds, (seed) => {
        const kills = killsOf(seed, 30, way);
        kills.forEach(({ phase, kind }, index) => {
          if (phase === 'load') return;
          expect(ends(kind)).toBe(true);
          // The first strikes the very first start.
          if (index > 0) expect(ends(kills[index - 1]!.kind)).toBe(true);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('are others under another seed', () => {
    expect(killsOf(1, 10)).not.toEqual(killsOf(2, 10));
  });
});
