/** The figures of a person over a period as the evidence that a scorecard keeps. */
import { raisedSeveritySchema } from '@taizhang/contracts/complaints';
import type { Evidence } from '@taizhang/contracts/assessment';
import type { EvidenceFigure } from './staff-evidence.projection';

/** @param of the sum of a figure over the days of the period */
export function evidenceOf(of: (figure: EvidenceFigure) => number): Evidence[] {
  const grave = raisedSeveritySchema.options
    .map((severity) => ({
      severity,
      sum: of(`${severity}Kept`),
      count: of(`${severity}Kept`) + of(`${severity}Missed`),
    }))
    .filter(({ count }) => count > 0);
  const kept = of('promisesKept');
  const promises = { sum: kept, count: kept + of('promisesMissed') };
  return [
    { measure: 'spot-check', sum: of('spotCheckSum'), count: of('spotChecks') },
    { measure: 'satisfaction', sum: of('ratingSum'), count: of('ratings') },
    { measure: 'promises', ...promises, ...(grave.length > 0 && { grave }) },
  ];
}
