/**
 * Watches the clock: a promise that ran out becomes an event. Its memory is the timers table, so
 * a restart forgets nothing, and its commands are derived, so nothing is recorded twice.
 */
import type { FrozenPromise } from '@taizhang/calendar';
import { deadlineProcess } from '@taizhang/billing-inquiries/domain';
import type { AccountId, InquiryId } from '@taizhang/contracts/billing-inquiries';
import type { CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import { CLOCK, derivedId, type Clock } from '@taizhang/kernel';
import { DueRound } from '@taizhang/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideAccount } from './decide-account.handler';
import { DecideInquiry } from './decide-inquiry.handler';
import type { RunningClock } from './running-clocks.projection';

export const DUE_CLOCKS = Symbol('DueClocks');

/** The oldest promises that ended before `now`, at most `limit` of them. */
export interface DueClocks {
  due(now: string, limit: number): Promise<readonly RunningClock[]>;
}

@Injectable()
export class InquiryDeadlines {
  private readonly round: DueRound<RunningClock>;

  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DUE_CLOCKS) timers: DueClocks,
  ) {
    this.round = new DueRound(
      (limit) => timers.due(clock.now(), limit),
      (running) => this.miss(running),
    );
  }

  /** Records what ran out by now; answers how many it looked at. */
  async tick(): Promise<number> {
    return this.round.look();
  }

  private miss({ caseId, dueAt, ...running }: RunningClock) {
    const promise = running.promise as FrozenPromise['promise'];
    const commandId = derivedId('billing-inquiries.deadline', caseId, promise, dueAt);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const context = { ...ids, channel: 'clock', unit: null };
    const told = { at: this.clock.now(), by: deadlineProcess };
    if (caseId.startsWith('inquiry-')) {
      const data = { inquiryId: caseId as InquiryId, promise };
      const type = 'MissInquiryDeadline';
      return this.bus.execute(new DecideInquiry({ type, ...told, data }, context));
    }
    const data = {
      accountId: caseId as AccountId,
      supplyPointId: running.supplyPointId as SupplyPointId,
      customerId: running.customerId as CustomerId,
      promise,
    };
    const type = 'MissReconnection';
    return this.bus.execute(new DecideAccount({ type, ...told, data }, context));
  }
}
