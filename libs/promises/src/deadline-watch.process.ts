/**
 * Watches the clock: a promise that ran out becomes an event of the context that made it. Its
 * memory is the timers table, so a restart forgets nothing, and its commands are derived, so
 * nothing is recorded twice.
 */
import type { FrozenPromise } from '@taizhang/calendar';
import { derivedId, type ActorId, type Clock, type Context, type Instant } from '@taizhang/kernel';
import { DueRound } from './due-round';
import { deadlineProcess } from './promise-clocks';
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

export class DeadlineWatch {
  private readonly round: DueRound<RunningPromise>;

  /** @param name of the watching process; the ids of its commands derive from it */
  constructor(
    private readonly name: string,
    private readonly clock: Clock,
    timers: DuePromises,
    private readonly record: RecordMiss,
  ) {
    this.round = new DueRound(
      (limit) => timers.due(clock.now(), limit),
      (promise) => this.miss(promise),
    );
  }

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    return this.round.look();
  }

  private async miss({ caseId, promise, dueAt }: RunningPromise): Promise<void> {
    const commandId = derivedId(this.name, caseId, promise, dueAt);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    await this.record({
      caseId,
      promise: promise as FrozenPromise['promise'],
      at: this.clock.now(),
      by: deadlineProcess,
      context: { ...ids, channel: 'clock', unit: null },
    });
  }
}
