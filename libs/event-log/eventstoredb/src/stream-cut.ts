/**
 * A stream of which the server does not show everything. Deleting one, `$tb`, `$maxCount` and
 * `$maxAge` in its metadata hide events from whoever reads the stream, without a word: it looks
 * shorter, or as if it had never been begun. Who decides by such a stream decides by half a story.
 */
import { StreamIncomplete, gapIn } from '@taizhang/kernel';

export class StreamCut extends StreamIncomplete {
  constructor(
    stream: string,
    /** What is not shown of it. */
    what: string,
  ) {
    super(
      stream,
      `EventStoreDB does not show all of ${stream}: ${what}. Somebody deleted or truncated it. ` +
        'Take $tb, $maxCount and $maxAge out of its metadata, twice where it was deleted: ' +
        'what is hidden is lost by a scavenge',
    );
  }

  static asTombstone = (stream: string) => new StreamCut(stream, 'it has a tombstone');
}

/** @param events as they were read, from revision `from` on @throws StreamCut */
export function assertUncut(
  stream: string,
  from: number,
  events: readonly { revision: number }[],
): void {
  const gap = gapIn(from, events);
  if (gap !== undefined) throw new StreamCut(stream, gap);
}

/** @param metadata of a stream of which nothing is shown @throws StreamCut */
export function assertUnhidden(stream: string, metadata: unknown): void {
  const { $tb, $maxAge } = (metadata ?? {}) as { $tb?: unknown; $maxAge?: unknown };
  if (Number($tb) > 0) throw new StreamCut(stream, 'it was deleted, or truncated at its end');
  if ($maxAge !== undefined) throw new StreamCut(stream, 'its events count as too old');
}
