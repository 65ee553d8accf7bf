/**
 * The fold of one table that parks: an event that it cannot take in leaves the row as it was, and
 * waits with everything later of that row. All other rows go on. Live running, catching up and
 * rebuilding fold through it, so that they park the same.
 */
import type { Recorded } from '@taizhang/kernel';
import { reasonOf } from './failure';
import type { ParkedRef, QueuedEvent } from './parked-events';
import { assertKeys, rowCheck, type RowCheck } from './row-fit';
import type { AnyProjection, AnyRow } from './schema';

export class ParkingFold {
  private readonly keys = new Set<string>();
  private readonly streams = new Set<string>();
  private queued: QueuedEvent[] = [];
  private readonly check: RowCheck;

  constructor(private readonly projection: AnyProjection) {
    this.check = rowCheck(projection);
  }

  /** To be told what is parked already, before anything is folded. */
  remember(refs: Iterable<ParkedRef>): void {
    for (const { table, kind, key } of refs) {
      if (table === this.projection.table) this.setOf(kind).add(key);
    }
  }

  /** The rows an event touches; none when its stream is parked, or is to be from now on. */
  keysOf(event: Recorded): readonly string[] {
    if (this.streams.size > 0 && this.streams.has(event.stream)) {
      this.queue('stream', event.stream, event, null);
      return [];
    }
    try {
      const keys = this.projection.keysOf(event);
      assertKeys(keys);
      return keys;
    } catch (error) {
      this.queue('stream', event.stream, event, reasonOf(error));
      return [];
    }
  }

  /** The row as it is from now on; undefined when the event was queued and nothing changes. */
  evolve(row: AnyRow | null, event: Recorded, key: string): AnyRow | null | undefined {
    if (this.keys.size > 0 && this.keys.has(key)) return this.queue('key', key, event, null);
    try {
      const next = this.projection.evolve(row, event, key);
      if (next !== null) this.check(next, row, key);
      return next;
    } catch (error) {
      return this.queue('key', key, event, reasonOf(error));
    }
  }

  /** What was queued since it was last asked, in order. */
  takeQueued(): readonly QueuedEvent[] {
    const { queued } = this;
    if (queued.length > 0) this.queued = [];
    return queued;
  }

  private queue(
    kind: ParkedRef['kind'],
    key: string,
    { position, stream, revision, id, type }: Recorded,
    reason: string | null,
  ): undefined {
    this.setOf(kind).add(key);
    // Not the event itself, which may be large: a rebuild may queue many.
    const event = { position, stream, revision, id, type };
    this.queued.push({ table: this.projection.table, kind, key, event, reason });
  }

  private setOf(kind: ParkedRef['kind']): Set<string> {
    return kind === 'key' ? this.keys : this.streams;
  }
}
