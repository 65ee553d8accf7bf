/**
 * Which ids the streams that were used last hold, so that an append need not read its stream
 * first. It may be out of date: the server then refuses the revision, and the stream is read.
 */
import type { Revision } from '@taizhang/kernel';
import type { Stored } from './server';
import { idOf } from './stored-event';

export type Remembered = Readonly<{ revision: Revision; ids: ReadonlySet<string> }>;

// Some 5 MB.
const idsMax = 50_000;

export class StreamMemory {
  /** Those used last stand last. */
  private readonly streams = new Map<string, { revision: number; ids: Set<string> }>();
  private count = 0;

  of(stream: string): Remembered | undefined {
    return this.streams.get(stream);
  }

  /** @param events all there are in the stream */
  remember(stream: string, events: readonly Stored[]): void {
    this.forget(stream);
    const last = events.at(-1);
    if (!last || events.length > idsMax) return;
    this.keep(stream, { revision: last.revision, ids: new Set(events.map(idOf)) });
  }

  /** @param revision of the last of the events, which were just appended */
  extend(stream: string, events: readonly { id: string }[], revision: number): void {
    const known = this.streams.get(stream);
    const isWhole = known ? known.revision + events.length === revision : false;
    if (!isWhole && revision !== events.length - 1) return this.forget(stream);
    this.forget(stream);
    const ids = isWhole ? known!.ids : new Set<string>();
    for (const { id } of events) ids.add(id);
    this.keep(stream, { revision, ids });
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

  private keep(stream: string, known: { revision: number; ids: Set<string> }): void {
    this.streams.set(stream, known);
    this.count += known.ids.size;
    for (const [oldest] of this.streams) {
      if (this.count <= idsMax || oldest === stream) break;
      this.forget(oldest);
    }
  }
}
