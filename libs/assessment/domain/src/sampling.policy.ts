/**
 * Drawing a sample that anybody can draw again. Each case of the frame is ranked by the SHA-256 of
 * `<seed> NUL <case id>` in hexadecimal; the lowest ranks are the sample. The order of the frame
 * plays no part, and nobody who has not seen the seed can tell what it will pick.
 */
import type { FramedCase } from '@taizhang/contracts/assessment';
import { createHash } from 'node:crypto';

export type Draw = Readonly<{
  seed: string;
  frame: readonly FramedCase[];
  size: number;
  /** Every unit in proportion to its cases, by largest remainders. */
  stratified: boolean;
}>;

const rankOf = (seed: string, { caseId }: FramedCase) =>
  createHash('sha256').update(`${seed}\u0000${caseId}`).digest('hex');

/** At most `size` cases; all of the frame when it is smaller. In order of rank. */
export function sampleOf({ seed, frame, size, stratified }: Draw): FramedCase[] {
  const ranked = frame
    .map((one) => ({ one, rank: rankOf(seed, one) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  if (!stratified) return ranked.slice(0, size).map(({ one }) => one);
  const shares = sharesOf(frame, size);
  return ranked.flatMap(({ one }) => {
    const unit = one.unitId ?? '';
    const left = shares.get(unit) ?? 0;
    if (left === 0) return [];
    shares.set(unit, left - 1);
    return [one];
  });
}

/** How many of each unit: whole parts first, then the largest remainders, units by name. */
function sharesOf(frame: readonly FramedCase[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { unitId } of frame) counts.set(unitId ?? '', (counts.get(unitId ?? '') ?? 0) + 1);
  const wanted = Math.min(size, frame.length);
  const parts = [...counts].map(([unit, count]) => {
    const exact = wanted * count;
    return { unit, whole: Math.floor(exact / frame.length), rest: exact % frame.length };
  });
  let left = wanted - parts.reduce((sum, { whole }) => sum + whole, 0);
  const byRest = [...parts].sort((a, b) => b.rest - a.rest || (a.unit < b.unit ? -1 : 1));
  return new Map(byRest.map(({ unit, whole }) => [unit, whole + (left-- > 0 ? 1 : 0)]));
}
