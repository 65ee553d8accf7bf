/**
 * Watches the clock: a promise that ran out becomes an event. Its memory is the timers table,
 * so a restart forgets nothing, and its commands are derived, so nothing is recorded twice.
 */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintId } from '@taizhang/contracts/complaints';
import { deadlineProcess } from '@taizhang/complaints/domain';
import { CLOCK, derivedId, Refused, type Clock } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';
import type { RunningPromise } from './running-promises.projection';

export const DUE_PROMISES = Symbol('DuePromises');

/** The oldest promises that ended before `now`, at most `limit` of them. */
export interface DuePromises {
  due(now: string, limit: number): Promise<readonly RunningPromise[]>;
}

const batchMax = 200;

@Injectable()
export class DeadlineProcess {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DUE_PROMISES) private readonly timers: DuePromises,
  ) {}

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    const due = await this.timers.due(this.clock.now(), batchMax);
    for (const promise of due) await this.miss(promise);
    return due.length;
  }

  private async miss({ complaintId, promise, dueAt }: RunningPromise): Promise<void> {
    const commandId = derivedId('complaints.deadline', complaintId, promise, dueAt);
    const data = {
      complaintId: complaintId as ComplaintId,
      promise: promise as FrozenPromise['promise'],
    };
    const command = {
      type: 'MissDeadline' as const,
      at: this.clock.now(),
      by: deadlineProcess,
      data,
    };
    const context = {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      channel: 'clock',
      unit: null,
    };
    try {
      await this.bus.execute(new DecideComplaint(command, context));
    } catch (error) {
      // Kept at the last moment: the timers table has just not heard of it yet.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
