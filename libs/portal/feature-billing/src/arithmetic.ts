/** The lines of the arithmetic behind an adjustment, in the order one would work it out. */
import type { Adjustment } from '@taizhang/contracts/views';
import type { adjustmentTexts } from './adjustment.texts';
import { kilowattHours, percent, yuan, yuanPerKWh } from './units';

type Line = Readonly<{
  key: Extract<keyof typeof adjustmentTexts.zh, `line.${string}`>;
  values: Readonly<Record<string, string | number>>;
}>;

export function arithmeticOf(adjustment: Adjustment): Line[] {
  const { figures, consideredWh, correctWh, amountFen } = adjustment;
  const price = yuanPerKWh(figures.fenPerMWh);
  const shown = {
    billed: kilowattHours(figures.billedWh),
    considered: kilowattHours(consideredWh),
    correct: kilowattHours(correctWh),
    difference: kilowattHours(correctWh - consideredWh),
    price,
    amount: yuan(amountFen),
  };
  const money: Line = { key: 'line.money', values: shown };
  const first: Line = { key: 'line.billed', values: shown };
  switch (figures.basis) {
    case 'out-of-tolerance': {
      const values = { ...shown, error: percent(figures.errorRate) };
      return [first, { key: 'line.half', values }, { key: 'line.zero-error', values }, money];
    }
    case 'wiring': {
      const values = { ...shown, rate: percent(figures.differenceRate) };
      return [first, { key: 'line.rate', values }, money];
    }
    case 'wrong-ratio': {
      const { billedRatio, actualRatio } = figures;
      return [first, { key: 'line.ratio', values: { ...shown, billedRatio, actualRatio } }, money];
    }
    case 'normal-month': {
      const month = kilowattHours(figures.normalMonthWh);
      const values = { ...shown, month, months: figures.months };
      return [first, { key: 'line.months', values }, money];
    }
    case 'as-read':
      return [first, { key: 'line.read', values: shown }, money];
    case 'as-priced': {
      const right = yuanPerKWh(figures.correctFenPerMWh);
      return [first, { key: 'line.priced', values: { ...shown, right } }];
    }
  }
}
