/** What was recorded and cannot be read as it was meant: repeating helps nobody, only a person. */
import { Poison } from './exchange';
import type { Recorded } from './message';

/** Changed, taken away, or written by a newer release; `verify` tells which. */
export class Unreadable extends Poison {}

/** A store does not give all of a stream: who decided by it would decide by half a history. */
export class StreamIncomplete extends Unreadable {
  constructor(
    readonly stream: string,
    message: string,
  ) {
    super(message);
  }
}

/** Where revisions do not follow upon one another from `from` on; undefined where they do. */
export function gapIn(
  from: number,
  events: readonly Pick<Recorded, 'revision'>[],
): string | undefined {
  const place = events.findIndex(({ revision }, index) => revision !== from + index);
  if (place < 0) return undefined;
  return `revision ${events[place]!.revision} comes where revision ${from + place} is due`;
}
