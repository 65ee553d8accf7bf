/**
 * Which ids the streams that were used last hold, so that an append need not read its stream
 * first. It may be out of date: the server then refuses the revision, and the stream is read.
 */
import type { Instant, Revision } from '@taizhang/kernel';
import type { Stored } from './server';
import { idOf, isOurs, recordedOf } from './stored-event';

/** Where a stream ends, and when the last event of ours in it was recorded. */
export type StreamEnd = Readonly<{ revision: Revision; recordedAt: Instant }>;
type Remembered = Readonly<{ revision: number; recordedAt: Instant; ids: Set<string> }>;

// Before every instant.
const never = '' as Instant;
export const noStream: StreamEnd = { revision: 'no-stream', recordedAt: never };

/** @param events all there are in the stream */
export function endOf(events: readonly Stored[]): StreamEnd {
  const ours = events.findLast(isOurs);
  return {
    revision: events.at(-1)?.revision ?? noStream.revision,
    recordedAt: ours ? recordedOf(ours).recordedAt : never,
  };
}

// Some 5 MB.
const idsMax = 50_000;

export class StreamMemory {
  /** Those used last stand last. */
  private readonly streams = new Map<string, Remembered>();
  private count = 0;

  of(stream: string): (StreamEnd & Readonly<{ ids: ReadonlySet<string> }>) | undefined {
    return this.streams.get(stream);
  }

  /** @param events all there are in the stream */
  remember(stream: string, events: readonly Stored[]): void {
    this.forget(stream);
    const last = events.at(-1);
    if (!last || events.length > idsMax) return;
    const { recordedAt } = endOf(events);
    this.keep(stream, { revision: last.revision, recordedAt, ids: new Set(events.map(idOf)) });
  }

  /** @param end with the events, which were just appended */
  extend(
    stream: string,
    events: readonly { id: string }[],
    { revision, recordedAt }: StreamEnd & Readonly<{ revision: number }>,
  ): void {
    const known = this.streams.get(stream);
    const isWhole = known ? known.revision + events.length === revision : false;
    if (!isWhole && revision !== events.length - 1) return this.forget(stream);
    this.forget(stream);
    const ids = isWhole ? known!.ids : new Set<string>();
    for (const { id } of events) ids.add(id);
    this.keep(stream, { revision, recordedAt, ids });
  }

  forget(stream: string): void {
    const known = this.streams.get(stream);
    if (!known) return;
    this.streams.delete(stream);
    this.count -= known.ids.size;
  }

  clear(): void {
    this.streams.clear();
    this.count = 0;
  }

  private keep(stream: string, known: Remembered): void {
    this.streams.set(stream, known);
    this.count += known.ids.size;
    for (const [oldest] of this.streams) {
      if (this.count <= idsMax || oldest === stream) break;
      this.forget(oldest);
    }
  }
}
