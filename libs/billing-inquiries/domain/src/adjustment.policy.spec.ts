import type { AdjustmentBasis } from '@taizhang/contracts/billing-inquiries';
import fc from 'fast-check';
import { adjustmentOf } from './adjustment.policy';

/** 0.5583 yuan per kWh. */
const fenPerMWh = 55_830;
const energyWh = fc.integer({ min: 0, max: 10_000_000_000 });
const price = fc.integer({ min: 1, max: 200_000 });

describe('What is paid back or later, by worked examples', () => {
  it.each<[string, AdjustmentBasis, number, number, number]>([
    [
      // 1,200 kWh since the last test; half is 600; 600 ÷ 1.0385 = 577.756; −22.244 kWh × 0.5583.
      'a meter that runs 3.85 % fast',
      { basis: 'out-of-tolerance', errorRate: 385, billedWh: 1_200_000, fenPerMWh },
      600_000,
      577_756,
      -1_242,
    ],
    [
      'a meter that runs 5 % slow',
      { basis: 'out-of-tolerance', errorRate: -500, billedWh: 1_900_000, fenPerMWh },
      950_000,
      1_000_000,
      2_792,
    ],
    [
      'one phase not connected: half as much again was used',
      { basis: 'wiring', differenceRate: 5_000, billedWh: 4_000_000, fenPerMWh },
      4_000_000,
      6_000_000,
      111_660,
    ],
    [
      'billed by ratio 40 where 30 is installed',
      { basis: 'wrong-ratio', billedRatio: 40, actualRatio: 30, billedWh: 8_000_000, fenPerMWh },
      8_000_000,
      6_000_000,
      -111_660,
    ],
    [
      'a meter that stood still for two months',
      { basis: 'normal-month', normalMonthWh: 210_000, months: 2, billedWh: 0, fenPerMWh },
      0,
      420_000,
      23_449,
    ],
    [
      'a register misread by 300 kWh',
      { basis: 'as-read', correctWh: 180_000, billedWh: 480_000, fenPerMWh },
      480_000,
      180_000,
      -16_749,
    ],
    [
      'a household billed as a shop',
      { basis: 'as-priced', correctFenPerMWh: 55_830, billedWh: 500_000, fenPerMWh: 78_200 },
      500_000,
      500_000,
      -11_185,
    ],
  ])('%s', (_, figures, consideredWh, correctWh, amountFen) => {
    expect(adjustmentOf(figures)).toEqual({ consideredWh, correctWh, amountFen });
  });
});

describe('What is paid back or later, as a law', () => {
  it('a meter without error costs nobody anything', () => {
    fc.assert(
      fc.property(energyWh, price, (billedWh, fenPerMWh) => {
        const figures = { basis: 'out-of-tolerance' as const, errorRate: 0, billedWh, fenPerMWh };
        expect(adjustmentOf(figures).amountFen).toBe(0);
      }),
    );
  });

  it('a fast meter never costs the customer more, a slow one never less', () => {
    const rate = fc.integer({ min: -9_000, max: 9_000 });
    fc.assert(
      fc.property(energyWh, price, rate, (billedWh, fenPerMWh, errorRate) => {
        const figures = { basis: 'out-of-tolerance' as const, errorRate, billedWh, fenPerMWh };
        expect(adjustmentOf(figures).amountFen * Math.sign(errorRate)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('considers half of what was billed, to the watt-hour', () => {
    fc.assert(
      fc.property(energyWh, price, (billedWh, fenPerMWh) => {
        const figures = { basis: 'out-of-tolerance' as const, errorRate: 300, billedWh, fenPerMWh };
        expect(Math.abs(2 * adjustmentOf(figures).consideredWh - billedWh)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('what one side pays the other would have been paid', () => {
    fc.assert(
      fc.property(energyWh, energyWh, price, (one, other, fenPerMWh) => {
        const basis = 'as-read' as const;
        const there = adjustmentOf({ basis, billedWh: one, correctWh: other, fenPerMWh });
        const back = adjustmentOf({ basis, billedWh: other, correctWh: one, fenPerMWh });
        expect(there.amountFen + back.amountFen).toBe(0);
      }),
    );
  });

  it('a larger error never makes a smaller refund', () => {
    const rate = fc.integer({ min: 0, max: 9_000 });
    fc.assert(
      fc.property(energyWh, price, rate, rate, (billedWh, fenPerMWh, one, other) => {
        const refund = (errorRate: number) =>
          adjustmentOf({ basis: 'out-of-tolerance', errorRate, billedWh, fenPerMWh }).amountFen;
        expect(refund(Math.max(one, other))).toBeLessThanOrEqual(refund(Math.min(one, other)));
      }),
    );
  });
});
