/** Watches the clock: a callback that nobody made in time becomes an event, once. */
import { callbackClock } from '@taizhang/assessment/domain';
import type { CallbackId } from '@taizhang/contracts/assessment';
import { CLOCK, derivedId, Refused, type Clock } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideAssessment } from './decide-assessment.handler';
import type { RunningCallback } from './running-callbacks.projection';

export const DUE_CALLBACKS = Symbol('DueCallbacks');

/** The oldest promises to call that ended before `now`, at most `limit` of them. */
export interface DueCallbacks {
  due(now: string, limit: number): Promise<readonly RunningCallback[]>;
}

const batchMax = 200;

@Injectable()
export class CallbackDeadlineProcess {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DUE_CALLBACKS) private readonly timers: DueCallbacks,
  ) {}

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    const due = await this.timers.due(this.clock.now(), batchMax);
    for (const callback of due) await this.miss(callback);
    return due.length;
  }

  private async miss({ id, dueAt }: RunningCallback): Promise<void> {
    const commandId = derivedId('assessment.deadline', id, dueAt);
    const command = {
      type: 'MissCallbackDeadline' as const,
      at: this.clock.now(),
      by: callbackClock,
      data: { callbackId: id as CallbackId },
    };
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const context = { ...ids, channel: 'clock', unit: null };
    try {
      await this.bus.execute(new DecideAssessment('callback', id, command, context));
    } catch (error) {
      // Called at the last moment: the timers table has just not heard of it yet.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
