/** What is being worked around, for whoever reads the log of the process. */
import { reasonOf } from '@taizhang/exchange/parking';

/** The same trouble is told of again after so long. */
const quietMs = 60_000;

/**
 * @param tell takes a sentence that repeats nothing that people told us
 * @param now in ms
 * @returns told of every failure, it tells the same trouble once a minute
 */
export function toldSeldom(
  tell: (sentence: string) => void,
  now: () => number = () => performance.now(),
): (part: string, failure: unknown) => void {
  const toldAt = new Map<string, number>();
  return (part, failure) => {
    for (const [trouble, at] of toldAt) if (now() - at >= quietMs) toldAt.delete(trouble);
    const sentence = `${part}: ${reasonOf(failure)}`;
    // Positions and times differ where the trouble is the same.
    const trouble = sentence.replace(/\d+/g, '#');
    if (toldAt.has(trouble)) return;
    toldAt.set(trouble, now());
    tell(sentence);
  };
}
