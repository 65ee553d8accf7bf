/**
 * Watches the clock: a promise that ran out becomes an event of the context that made it. Its
 * memory is the timers table, so a restart forgets nothing, and its commands are derived, so
 * nothing is recorded twice.
 */
import type { FrozenPromise } from '@taizhang/calendar';
import {
  derivedId,
  Refused,
  type ActorId,
  type Clock,
  type Context,
  type Instant,
} from '@taizhang/kernel';
import { deadlineProcess } from '@taizhang/promises/domain';
import type { RunningPromise } from './running-promises.projection';

/** The oldest promises that ended before `now`, at most `limit` of them. */
export interface DuePromises {
  due(now: string, limit: number): Promise<readonly RunningPromise[]>;
}

export type MissedPromise = Readonly<{
  caseId: string;
  promise: FrozenPromise['promise'];
  at: Instant;
  by: ActorId;
  context: Context;
}>;

/** Records the miss on the case; a refusal means that it was kept at the last moment. */
export type RecordMiss = (missed: MissedPromise) => Promise<unknown>;

const batchMax = 200;

export class DeadlineWatch {
  /** @param name of the watching process; the ids of its commands derive from it */
  constructor(
    private readonly name: string,
    private readonly clock: Clock,
    private readonly timers: DuePromises,
    private readonly record: RecordMiss,
  ) {}

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    const due = await this.timers.due(this.clock.now(), batchMax);
    for (const promise of due) await this.miss(promise);
    return due.length;
  }

  private async miss({ caseId, promise, dueAt }: RunningPromise): Promise<void> {
    const commandId = derivedId(this.name, caseId, promise, dueAt);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    try {
      await this.record({
        caseId,
        promise: promise as FrozenPromise['promise'],
        at: this.clock.now(),
        by: deadlineProcess,
        context: { ...ids, channel: 'clock', unit: null },
      });
    } catch (error) {
      // Kept at the last moment: the timers table has just not heard of it yet.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
