/**
 * What is shown of the figures. Figures are counts and sums; every rate and mean is made here, so
 * that it means the same on every card, in every row and in every export (requirements part D).
 */
import type { PerformanceReport } from '@taizhang/contracts/views';

export type Figures = PerformanceReport['total'];
export type Figure = keyof Figures;
export type Kind = 'count' | 'share' | 'minutes' | 'score';

export type Indicator = Readonly<{
  kind: Kind;
  /** Null where there is nothing to divide by: no rate is better than an invented one. */
  value: (figures: Figures) => number | null;
  /** Which direction is an improvement; null where neither is. */
  better: 'more' | 'less' | null;
  /** The figures whose events stand behind it: the first that counts any is opened. */
  opens: readonly Figure[];
}>;

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);

const count = (figure: Figure, better: Indicator['better'] = null): Indicator => ({
  kind: 'count',
  value: (figures) => figures[figure],
  better,
  opens: [figure],
});

export const indicators = {
  contactsTaken: count('contactsTaken'),
  /** Resolved at the first contact; asked again within 7 days, it was not. */
  firstContactResolution: {
    kind: 'share',
    value: ({ answeredAtOnce, recontacts, contactsTaken }) =>
      ratio(Math.max(0, answeredAtOnce - recontacts), contactsTaken),
    better: 'more',
    opens: ['answeredAtOnce', 'contactsTaken'],
  },
  lodged: count('lodged'),
  accepted: count('accepted'),
  replied: count('replied'),
  closed: count('closed'),
  reopened: count('reopened', 'less'),
  /** Kept among those that ended; running promises are not counted yet. */
  onTime: {
    kind: 'share',
    value: ({ promisesKept, promisesMissed }) => ratio(promisesKept, promisesKept + promisesMissed),
    better: 'more',
    opens: ['promisesMissed', 'promisesKept'],
  },
  meanContact: {
    kind: 'minutes',
    value: ({ contactMinutes, contactCount }) => ratio(contactMinutes, contactCount),
    better: 'less',
    opens: ['contactCount'],
  },
  meanReply: {
    kind: 'minutes',
    value: ({ replyMinutes, replyCount }) => ratio(replyMinutes, replyCount),
    better: 'less',
    opens: ['replyCount'],
  },
  satisfaction: {
    kind: 'score',
    value: ({ ratingSum, ratings }) => ratio(ratingSum, ratings),
    better: 'more',
    opens: ['ratings'],
  },
  callbacks: count('callbacks'),
  spotChecks: count('spotChecks'),
  faultsRepaired: count('faultsRepaired'),
  meanArrival: {
    kind: 'minutes',
    value: ({ arrivalMinutes, arrivalCount }) => ratio(arrivalMinutes, arrivalCount),
    better: 'less',
    opens: ['arrivalCount'],
  },
  meanRestoration: {
    kind: 'minutes',
    value: ({ restorationMinutes, restorationCount }) =>
      ratio(restorationMinutes, restorationCount),
    better: 'less',
    opens: ['restorationCount'],
  },
  acts: count('acts'),
} satisfies Record<string, Indicator>;

export type IndicatorName = keyof typeof indicators;
export const indicatorNames = Object.keys(indicators) as IndicatorName[];

/** @returns the figure that opens to the events behind an indicator; null where there are none */
export const figureBehind = ({ opens }: Indicator, figures: Figures): Figure | null =>
  opens.find((figure) => figures[figure] > 0) ?? null;

export type Change = Readonly<{
  /** In the unit of the indicator; shares in percentage points ÷ 100. */
  by: number;
  judgement: 'better' | 'worse' | 'neutral';
}>;

/** Against the period before; null where either period has nothing to compare. */
export function changeOf(indicator: Indicator, now: Figures, before: Figures): Change | null {
  const [value, was] = [indicator.value(now), indicator.value(before)];
  if (value === null || was === null) return null;
  const by = value - was;
  if (by === 0 || indicator.better === null) return { by, judgement: 'neutral' };
  return { by, judgement: by > 0 === (indicator.better === 'more') ? 'better' : 'worse' };
}
