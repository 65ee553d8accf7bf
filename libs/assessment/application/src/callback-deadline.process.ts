/** Watches the clock: a callback that nobody made in time becomes an event, once. */
import { callbackClock } from '@taizhang/assessment/domain';
import type { CallbackId } from '@taizhang/contracts/assessment';
import { CLOCK, derivedId, type Clock } from '@taizhang/kernel';
import { DueRound } from '@taizhang/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideAssessment } from './decide-assessment.handler';
import type { RunningCallback } from './running-callbacks.projection';

export const DUE_CALLBACKS = Symbol('DueCallbacks');

/** The oldest promises to call that ended before `now`, at most `limit` of them. */
export interface DueCallbacks {
  due(now: string, limit: number): Promise<readonly RunningCallback[]>;
}

@Injectable()
export class CallbackDeadlineProcess {
  private readonly round: DueRound<RunningCallback>;

  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DUE_CALLBACKS) timers: DueCallbacks,
  ) {
    this.round = new DueRound(
      (limit) => timers.due(clock.now(), limit),
      (callback) => this.miss(callback),
    );
  }

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    return this.round.look();
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
    await this.bus.execute(new DecideAssessment('callback', id, command, context));
  }
}
