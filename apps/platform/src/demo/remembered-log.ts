/**
 * A log whose only writer remembers what it wrote: deciding needs no reading, so filling takes
 * one round trip a command. A log that was filled half before knows the events by their ids.
 */
import type { EventLog, Recorded } from '@taizhang/kernel';

export interface RememberedLog extends EventLog {
  /** What this writer put into a stream, oldest first. */
  written(stream: string): readonly Recorded[];
  /** Frees the memory of a stream that is complete. */
  forget(stream: string): void;
}

export function rememberWriting(log: EventLog): RememberedLog {
  const streams = new Map<string, Recorded[]>();
  const written = (stream: string) => streams.get(stream) ?? [];
  return {
    written,
    forget: (stream) => void streams.delete(stream),
    readStream: async (stream) => written(stream),
    feed: (options) => log.feed(options),
    head: () => log.head(),
    async append(stream, events, options) {
      const before = written(stream);
      const appended = await log.append(stream, events, options);
      const recorded = events.map((event, index) => ({
        ...event,
        stream,
        revision: before.length + index,
        position: appended.position,
        recordedAt: appended.recordedAt,
      }));
      streams.set(stream, [...before, ...recorded]);
      return appended;
    },
  };
}
