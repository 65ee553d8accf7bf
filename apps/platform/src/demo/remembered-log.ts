/**
 * A log whose only writer remembers what it wrote. Deciding needs no reading, and need not wait
 * for the writing either: what is appended is written later, a slice at a time, in order. A log
 * that was filled half before knows the events by their ids and takes them as repeated.
 */
import type { EventLog, Expected, Proposed, Recorded } from '@taizhang/kernel';

export interface RememberedLog extends EventLog {
  /** What was put into a stream so far, oldest first. */
  written(stream: string): readonly Recorded[];
  /** Frees the memory of a stream that is complete. */
  forget(stream: string): void;
  /** How many events were decided; written to an empty log, the position of the last of them. */
  decided(): number;
  /** Takes what was appended since the last time, to be written now. */
  takeSlice(): () => Promise<void>;
}

/** Everything of a slice that goes to one stream. */
type Append = { readonly expected: Expected; readonly events: Proposed[] };

/** @param heard is told every event as it is decided */
export function rememberWriting(
  log: EventLog,
  heard: (event: Recorded) => void = () => undefined,
): RememberedLog {
  const streams = new Map<string, Recorded[]>();
  const written = (stream: string) => streams.get(stream) ?? [];
  let slice = new Map<string, Append>();
  let decided = 0;
  return {
    decided: () => decided,
    written,
    forget: (stream) => void streams.delete(stream),
    readStream: async (stream) => written(stream),
    feed: (options) => log.feed(options),
    head: () => log.head(),
    stride: log.stride,
    takeSlice() {
      const appends = [...slice];
      slice = new Map();
      return async () => {
        await Promise.all(
          appends.map(([stream, { events, expected }]) => log.append(stream, events, { expected })),
        );
      };
    },
    async append(stream, events, options) {
      const before = written(stream);
      const recorded = events.map((event, index) => ({
        ...event,
        stream,
        revision: before.length + index,
        // Known only once it is written, and nobody here asks for them.
        position: 0n,
        recordedAt: event.at,
      }));
      streams.set(stream, [...before, ...recorded]);
      decided += recorded.length;
      recorded.forEach(heard);
      const earlier = slice.get(stream);
      if (earlier) earlier.events.push(...events);
      else slice.set(stream, { events: [...events], ...options });
      const { revision, position, recordedAt } = recorded.at(-1)!;
      return { revision, position, recordedAt, repeated: false };
    },
  };
}
