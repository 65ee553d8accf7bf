import { indicatorsAt, type Evidence, type Measure } from '@taizhang/contracts/assessment';
import fc from 'fast-check';
import { indicators } from './assessment.fixtures';
import { scoreOf } from './scoring.policy';

const full: Evidence[] = [
  { measure: 'spot-check', sum: 180, count: 2 },
  { measure: 'satisfaction', sum: 12, count: 3 },
  { measure: 'promises', sum: 9, count: 10 },
];
const marks = [{ indicator: 'teamwork', value: 80 }];

describe('The arithmetic of a scorecard', () => {
  it('is value times weight, line by line', () => {
    const { lines, total } = scoreOf(indicators, full, marks)!;
    expect(
      lines.map(({ indicator, value, share, points }) => [indicator, value, share, points]),
    ).toEqual([
      ['ability', 90, 35, 31.5],
      ['service', 80, 30, 24],
      ['efficiency', 90, 25, 22.5],
      ['teamwork', 80, 10, 8],
    ]);
    expect(total).toBe(86);
  });

  it('leaves out what too few events say, and gives its weight to the others', () => {
    const few = full.map((one) => (one.measure === 'satisfaction' ? { ...one, count: 2 } : one));
    const { lines, total } = scoreOf(indicators, few, marks)!;
    expect(lines[1]).toMatchObject({ value: null, share: 0, points: 0 });
    expect(lines[0]).toMatchObject({ share: 50, points: 45 });
    expect(total).toBe(88.57);
  });

  it('counts promises in grave cases as often as the indicator says', () => {
    const severityWeights = { important: 2, special: 4 };
    const weighing = indicators.map((one) =>
      one.measure === 'promises' ? { ...one, severityWeights } : one,
    );
    const efficiency = (grave: Evidence['grave'], set = weighing) => {
      const evidence = full.map((one) =>
        one.measure === 'promises' ? { ...one, ...(grave && { grave }) } : one,
      );
      return scoreOf(set, evidence, marks)!.lines[2]!;
    };
    // 9 of 10 were kept; the one that was missed belongs to a case that counts four times.
    const missed = [{ severity: 'special' as const, sum: 0, count: 1 }];
    expect(efficiency(missed)).toMatchObject({
      ...{ sum: 9, count: 10, weighed: { sum: 9, count: 13 }, value: 69.23 },
    });
    const kept = [{ severity: 'important' as const, sum: 3, count: 3 }];
    expect(efficiency(kept)).toMatchObject({ weighed: { sum: 12, count: 13 }, value: 92.31 });
    // What the indicator says nothing of counts once.
    const major = [{ severity: 'major' as const, sum: 1, count: 2 }];
    expect(efficiency(major)).toMatchObject({ value: 90 });
    expect(efficiency(undefined)).toMatchObject({ value: 90 });
    expect(efficiency(missed, [...indicators])).toMatchObject({ value: 90 });
    expect(efficiency(missed, [...indicators])).not.toHaveProperty('weighed');
  });

  it('says nothing where nothing says anything', () => {
    expect(scoreOf(indicators, [], [])).toBeNull();
  });

  it('is between 0 and 100, and no line is more than its share', () => {
    const evidences = fc.array(
      fc.record({
        measure: fc.constantFrom<Measure>('spot-check', 'satisfaction', 'promises'),
        sum: fc.nat(5000),
        count: fc.nat(60),
      }),
    );
    fc.assert(
      fc.property(evidences, fc.nat(100), (evidence, value) => {
        const score = scoreOf(indicators, evidence, [{ indicator: 'teamwork', value }])!;
        expect(score.total).toBeGreaterThanOrEqual(0);
        expect(score.total).toBeLessThanOrEqual(100);
        for (const { points, share } of score.lines) expect(points).toBeLessThanOrEqual(share);
      }),
    );
  });

  it('weighs 100 in every edition shipped', () => {
    const { indicators: shipped } = indicatorsAt('2026-01-05T00:00:00.000Z');
    expect(shipped.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });
});
