/**
 * The arithmetic of a scorecard. An indicator's value is a percentage of what its events could
 * have given; its points are that part of its share of 100. Indicators whose sample is too small
 * say nothing about a person: their weight goes to the others, in proportion.
 */
import type { Evidence, Indicator, Mark, Measure, ScoreLine } from '@taizhang/contracts/assessment';

export type Score = Readonly<{ lines: ScoreLine[]; total: number }>;

/** What one event of each measure can give at most. */
const mostOf: Record<Measure, number> = {
  'spot-check': 100,
  satisfaction: 5,
  promises: 1,
  judged: 100,
};

const rounded = (value: number) => Math.round(value * 100) / 100;
const within = (value: number) => Math.min(100, Math.max(0, rounded(value)));

/** Null when no indicator has a large enough sample. `corrections` replace computed values. */
export function scoreOf(
  indicators: readonly Indicator[],
  evidence: readonly Evidence[],
  marks: readonly Mark[],
  corrections: readonly Mark[] = [],
): Score | null {
  const read = indicators.map((indicator) => valued(indicator, evidence, marks, corrections));
  const weights = read.reduce((sum, { value, weight }) => sum + (value === null ? 0 : weight), 0);
  if (weights === 0) return null;
  const lines = read.map((line) => {
    const exact = line.value === null ? 0 : (line.weight * 100) / weights;
    return {
      ...line,
      share: within(exact),
      points: within(((line.value ?? 0) * exact) / 100),
    };
  });
  return { lines, total: within(lines.reduce((sum, { points }) => sum + points, 0)) };
}

type Valued = Omit<ScoreLine, 'share' | 'points'>;

function valued(
  { key, weight, measure, minimumSample }: Indicator,
  evidence: readonly Evidence[],
  marks: readonly Mark[],
  corrections: readonly Mark[],
): Valued {
  const of = (list: readonly Mark[]) => list.find(({ indicator }) => indicator === key)?.value;
  const mark = of(marks);
  const judged = { sum: mark ?? 0, count: mark === undefined ? 0 : 1 };
  const { sum, count } =
    measure === 'judged'
      ? judged
      : (evidence.find((one) => one.measure === measure) ?? { sum: 0, count: 0 });
  const enough = count >= minimumSample;
  const computed = enough ? within((sum / (count * mostOf[measure])) * 100) : null;
  const corrected = of(corrections);
  const line = { indicator: key, weight, sum, count };
  return corrected === undefined
    ? { ...line, value: computed, corrected: false }
    : { ...line, value: corrected, corrected: true };
}
