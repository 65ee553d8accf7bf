/** Somebody called back and not content with a repair gets the fault opened again, once. */
import { callbackEvents } from '@taizhang/contracts/assessment';
import { faultIdSchema, type FaultEvent } from '@taizhang/contracts/intake';
import { faultDecider } from '@taizhang/intake/domain';
import { EVENT_LOG, derivedId, Refused, topicOf } from '@taizhang/kernel';
import type { ActorId, EventLog, Published, Subscription } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CustomerRecord } from './customer-facts';
import { DecideFault } from './decide-fault.handler';
import { IntakeBook } from './intake-book';

@Injectable()
export class FaultReopeningProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: IntakeBook,
    private readonly record: CustomerRecord,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.fault-reopening',
      topic: topicOf('assessment'),
      types: ['CallbackScored'],
      handle: (message) => this.reopen(message),
    };
  }

  private async reopen({ id, at, by, data, context }: Published): Promise<void> {
    const scored = callbackEvents.CallbackScored.data.parse(data);
    const faultId = faultIdSchema.safeParse(scored.caseId);
    if (!scored.dissatisfied || !faultId.success) return;
    const history = (await this.log.readStream(faultId.data)) as unknown as FaultEvent[];
    const fault = history.reduce(faultDecider.evolve, faultDecider.initialState);
    if (fault.status === 'unknown') return;
    const important = (await this.record.factsOf(fault.customerId)).kind === 'important';
    const promises = this.book.forFault(at, fault.area, important, scored.unitId);
    const reason = scored.comment || '回访不满意';
    const reopened = { faultId: faultId.data, reason, promises };
    const command = { type: 'ReopenFault' as const, at, by: by as ActorId, data: reopened };
    const commandId = derivedId('intake.fault-reopening', id);
    try {
      await this.bus.execute(new DecideFault(command, { ...context, commandId, causationId: id }));
    } catch (error) {
      // Open again already: what they asked for holds.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
