/**
 * The arithmetic of a scorecard. An indicator's value is a percentage of what its events could
 * have given; its points are that part of its share of 100. Indicators whose sample is too small
 * say nothing about a person: their weight goes to the others, in proportion. Promises in grave
 * cases count as often as the indicator says.
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
  { key, weight, measure, minimumSample, severityWeights }: Indicator,
  evidence: readonly Evidence[],
  marks: readonly Mark[],
  corrections: readonly Mark[],
): Valued {
  const of = (list: readonly Mark[]) => list.find(({ indicator }) => indicator === key)?.value;
  const mark = of(marks);
  const judged = { sum: mark ?? 0, count: mark === undefined ? 0 : 1 };
  const found: Omit<Evidence, 'measure'> =
    measure === 'judged'
      ? judged
      : (evidence.find((one) => one.measure === measure) ?? { sum: 0, count: 0 });
  const { sum, count } = found;
  const enough = count >= minimumSample;
  const weighed = severityWeights && weigh(found, severityWeights);
  const told = weighed ?? found;
  const computed = enough ? within((told.sum / (told.count * mostOf[measure])) * 100) : null;
  const corrected = of(corrections);
  const line = { indicator: key, weight, sum, count, ...(weighed && { weighed }) };
  return corrected === undefined
    ? { ...line, value: computed, corrected: false }
    : { ...line, value: corrected, corrected: true };
}

/**
 * Grave cases count more often, kept promises as well as missed ones: who is given them is neither
 * spared nor punished for it (requirements D: severity adjustment). The sample stays what it is.
 */
function weigh(
  { sum, count, grave = [] }: Omit<Evidence, 'measure'>,
  weights: NonNullable<Indicator['severityWeights']>,
) {
  return grave.reduce(
    (told, one) => {
      const more = (weights[one.severity] ?? 1) - 1;
      return { sum: told.sum + more * one.sum, count: told.count + more * one.count };
    },
    { sum, count },
  );
}
