/** What was billed beside what the register says, month by month, oldest first. */
import type { Bill, Reading } from '@taizhang/contracts/views';

export type Month = Readonly<{
  /** `2026-10`, by the last day of the bill's period. */
  month: string;
  billedWh: number;
  /** Difference of the readings next to both ends of the period; null without both. */
  readWh: number | null;
}>;

const nearMs = 4 * 86_400_000;

export function energyByMonth(bills: readonly Bill[], readings: readonly Reading[]): Month[] {
  return [...bills]
    .sort((a, b) => (a.periodUntil < b.periodUntil ? -1 : 1))
    .map(({ periodFrom, periodUntil, energyWh }) => {
      const before = registerAt(readings, periodFrom);
      const after = registerAt(readings, periodUntil);
      const readWh = before === null || after === null ? null : after - before;
      return { month: periodUntil.slice(0, 7), billedWh: energyWh, readWh };
    });
}

/** The register near a day: nobody reads every meter at midnight. */
function registerAt(readings: readonly Reading[], day: string): number | null {
  const wanted = Date.parse(day);
  const distance = ({ at }: Reading) => Math.abs(Date.parse(at) - wanted);
  const [nearest] = [...readings].sort((a, b) => distance(a) - distance(b));
  return nearest && distance(nearest) <= nearMs ? nearest.registerWh : null;
}
