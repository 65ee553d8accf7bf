/**
 * What is paid back or later when energy was not measured or priced as it should have been
 * (退补电费, requirements B4, [M2] grade B). The customer pays as billed meanwhile [M1].
 */
import type {
  AdjustmentBasis,
  AdjustmentResult,
  Finding,
} from '@taizhang/contracts/billing-inquiries';
import { unreachable } from '@taizhang/kernel';

/** Rates are hundredths of a percent: 10,000 is the whole. */
const whole = 10_000;
const whPerMWh = 1_000_000;

/**
 * The result of a basis. Energy rounds to whole watt-hours and money to whole fen, half away
 * from zero, so that swapping the two sides changes the sign and nothing else.
 */
export function adjustmentOf(figures: AdjustmentBasis): AdjustmentResult {
  const { billedWh, fenPerMWh } = figures;
  const result = (consideredWh: number, correctWh: number): AdjustmentResult => ({
    consideredWh,
    correctWh,
    amountFen: rounded(((correctWh - consideredWh) * fenPerMWh) / whPerMWh),
  });
  switch (figures.basis) {
    case 'out-of-tolerance': {
      // Nobody knows when it went wrong, so half the time since the last test counts.
      const half = rounded(billedWh / 2);
      return result(half, rounded((half * whole) / (whole + figures.errorRate)));
    }
    case 'wiring':
      return result(billedWh, rounded((billedWh * (whole + figures.differenceRate)) / whole));
    case 'wrong-ratio':
      return result(billedWh, rounded((billedWh * figures.actualRatio) / figures.billedRatio));
    case 'normal-month':
      return result(billedWh, figures.normalMonthWh * figures.months);
    case 'as-read':
      return result(billedWh, figures.correctWh);
    case 'as-priced': {
      const more = figures.correctFenPerMWh - fenPerMWh;
      const amountFen = rounded((billedWh * more) / whPerMWh);
      return { consideredWh: billedWh, correctWh: billedWh, amountFen };
    }
    default:
      return unreachable(figures);
  }
}

/** Which basis answers which finding; nothing wrong, nothing to adjust. */
export const basisFor: Readonly<Record<Finding, AdjustmentBasis['basis'] | null>> = {
  'out-of-tolerance': 'out-of-tolerance',
  wiring: 'wiring',
  'wrong-ratio': 'wrong-ratio',
  'no-record': 'normal-month',
  reading: 'as-read',
  tariff: 'as-priced',
  'no-error': null,
};

/** Half away from zero; never the negative zero that `Math.round` makes of -0.4. */
const rounded = (value: number): number => (value < 0 ? 0 - Math.round(-value) : Math.round(value));
