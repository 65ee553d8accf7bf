/** The instants at which a history took a step, by one of the two clocks. */
import type { Basis, TrailEntry } from '@taizhang/contracts/views';

export type HistoryStep = Readonly<{
  at: string;
  /** Everything that happened, or was written down, at that instant. */
  entries: readonly TrailEntry[];
}>;

/** Oldest first; what happened at one instant is one step. */
export function stepsOf(entries: readonly TrailEntry[], basis: Basis): HistoryStep[] {
  const byInstant = new Map<string, TrailEntry[]>();
  for (const entry of entries) {
    const at = basis === 'occurred' ? entry.at : entry.recordedAt;
    byInstant.set(at, [...(byInstant.get(at) ?? []), entry]);
  }
  return [...byInstant]
    .map(([at, some]) => ({ at, entries: some }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The last step at or before an instant; -1 before the first. */
export const stepAt = (steps: readonly HistoryStep[], instant: string): number =>
  steps.findLastIndex(({ at }) => at <= instant);

/**
 * When the state of an instant became so: at a step, or, before all of them, at one of the `left`
 * earlier events that are not listed; null when nothing had happened.
 */
export function instantToAsk(
  steps: readonly HistoryStep[],
  instant: string,
  left: number,
): string | null {
  const step = steps[stepAt(steps, instant)];
  if (step) return step.at;
  return left > 0 ? instant : null;
}
