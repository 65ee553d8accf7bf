/**
 * Refunds and back-billing (退补电费): on which basis, by which figures, with which result.
 * Energy in watt-hours, money in fen, prices in fen per megawatt-hour: all whole numbers.
 */
import { z } from 'zod';

const energyWh = z.int().min(0).max(1_000_000_000_000);
/** 0.5583 yuan per kWh is 55,830 fen per MWh. */
const fenPerMWh = z.int().min(1).max(10_000_000);
/** In hundredths of a percent: 385 is 3.85 %. */
const rate = z.int().min(-9_999).max(100_000);
const ratio = z.int().min(1).max(100_000);

/** What was billed over the time in question, and at which price. */
const billed = { billedWh: energyWh, fenPerMWh };

/** The four bases of [M2] grade B; the schema says which figures each needs. */
export const adjustmentBasisSchema = z.discriminatedUnion('basis', [
  /** `errorRate`: what the test found, positive when the meter runs fast. */
  z.strictObject({ basis: z.literal('out-of-tolerance'), errorRate: rate, ...billed }),
  /** `differenceRate`: (true − registered) ÷ registered, positive when too little was registered. */
  z.strictObject({ basis: z.literal('wiring'), differenceRate: rate, ...billed }),
  z.strictObject({
    basis: z.literal('wrong-ratio'),
    billedRatio: ratio,
    actualRatio: ratio,
    ...billed,
  }),
  z.strictObject({
    basis: z.literal('normal-month'),
    normalMonthWh: energyWh,
    months: z.int().min(1).max(36),
    ...billed,
  }),
  /** A register that was misread: what it really showed. */
  z.strictObject({ basis: z.literal('as-read'), correctWh: energyWh, ...billed }),
  /** A tariff applied wrongly: what the energy should have cost. */
  z.strictObject({ basis: z.literal('as-priced'), correctFenPerMWh: fenPerMWh, ...billed }),
]);
export type AdjustmentBasis = z.infer<typeof adjustmentBasisSchema>;

export const adjustmentBasisTitles: Readonly<
  Record<AdjustmentBasis['basis'], { zh: string; en: string }>
> = {
  'out-of-tolerance': {
    zh: '超差：以零误差为基准，按自上次检验起一半时间',
    en: 'Out of tolerance: zero error, for half the time since the last test',
  },
  wiring: { zh: '接线错误：按差额率，全部时间', en: 'Wiring error: difference rate, full time' },
  'wrong-ratio': { zh: '倍率错误：按实际倍率', en: 'Wrong ratio: the actual ratio' },
  'normal-month': { zh: '其他：按正常月用电量', en: 'Otherwise: normal months' },
  'as-read': { zh: '按正确的抄见电量', en: 'By the correct reading' },
  'as-priced': { zh: '按应执行的电价', en: 'By the right tariff' },
};

/** Worked out from a basis; stored, so that nobody needs the formula of that day again. */
export const adjustmentResultSchema = z.object({
  /** Of the billed energy, the part in question. */
  consideredWh: energyWh,
  /** What that part should have been. */
  correctWh: energyWh,
  /** Below 0 the customer gets money back; above 0 they pay more. */
  amountFen: z.int(),
});
export type AdjustmentResult = z.infer<typeof adjustmentResultSchema>;
