/** How a scorecard is written. */
import type { ScorecardStatus } from '@taizhang/contracts/assessment';

export const statusTones: Record<
  ScorecardStatus,
  'neutral' | 'info' | 'success' | 'warning' | 'danger'
> = {
  opened: 'neutral',
  evidenced: 'info',
  scored: 'info',
  published: 'warning',
  objected: 'danger',
  final: 'success',
};

/** Points of 100 with two decimals; a dash before the first score. */
export const totalOf = (hundredths: number | null): string =>
  hundredths === null ? '–' : (hundredths / 100).toFixed(2);
