/** What of a long answer is shown: the newest, and how much is not. No answer is endless. */
import type { ChangedPart, Step } from '@taizhang/contracts/views';

/** Parts of an archive, each with all of its fields. */
const partsMax = 200;
/** Events of one answer. */
const stepsMax = 2_000;

/** The parts that changed last, in the order in which they were. */
export function newestParts(parts: readonly ChangedPart[]) {
  const lastOf = ({ changes }: ChangedPart) =>
    changes.reduce((last, { through }) => {
      const position = BigInt(through?.position ?? 0);
      return position > last ? position : last;
    }, 0n);
  const dated = parts.map((part, index) => ({ index, last: lastOf(part) }));
  const newest = dated.sort((a, b) => Number(b.last - a.last)).slice(0, partsMax);
  const kept = new Set(newest.map(({ index }) => index));
  return {
    parts: parts.filter((_, index) => kept.has(index)),
    partsLeftOut: parts.length - kept.size,
  };
}

/** The last of events that are in the order of the log. */
export const newestSteps = <One extends Step>(steps: readonly One[]) => ({
  steps: steps.slice(-stepsMax),
  stepsLeftOut: Math.max(0, steps.length - stepsMax),
});
