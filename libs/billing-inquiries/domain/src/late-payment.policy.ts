/**
 * What being late costs (违约金). Source: [L1] grade B: 0.1 % a day for residents; for others 0.2 %
 * in the year of the debt and 0.3 % for days in a later year.
 */
import { addDays, type LocalDate } from '@taizhang/calendar';
import type { Tariff } from '@taizhang/contracts/billing-inquiries';

/** Versioned data, in tenths of a percent a day; another edition is another row. */
export const latePaymentRates = {
  edition: 'electricity-law-undated',
  source: 'L1',
  grade: 'B',
  perMilleADay: {
    resident: { sameYear: 1, laterYear: 1 },
    business: { sameYear: 2, laterYear: 3 },
    industrial: { sameYear: 2, laterYear: 3 },
  },
} as const;

export type Debt = Readonly<{ openFen: number; dueOn: LocalDate; tariff: Tariff }>;

/** Days after the due day up to and including `on`; none before. */
export function daysOverdue(dueOn: LocalDate, on: LocalDate): number {
  return Math.max(0, Math.round((Date.parse(on) - Date.parse(dueOn)) / 86_400_000));
}

/** Penalty of one debt in fen on a local day, rounded down in the customer's favour. */
export function penaltyFen({ openFen, dueOn, tariff }: Debt, on: LocalDate): number {
  const { sameYear, laterYear } = latePaymentRates.perMilleADay[tariff];
  const days = daysOverdue(dueOn, on);
  if (days === 0) return 0;
  const lastOfYear = `${addDays(dueOn, 1).slice(0, 4)}-12-31`;
  const daysOfYear = Math.min(days, daysOverdue(dueOn, lastOfYear));
  const perMille = daysOfYear * sameYear + (days - daysOfYear) * laterYear;
  return Math.floor((openFen * perMille) / 1000);
}
