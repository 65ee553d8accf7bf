/** Somebody cut off by mistake has the most urgent fault there is (requirements B4). */
import { supplyEvents } from '@taizhang/contracts/billing-inquiries';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CustomerRecord } from './customer-facts';
import { DecideFault } from './decide-fault.handler';
import { IntakeBook } from './intake-book';

@Injectable()
export class MistakeFaultProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: IntakeBook,
    private readonly record: CustomerRecord,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.mistaken-disconnections',
      topic: topicOf('billing-inquiries'),
      types: ['MistakenDisconnectionFound'],
      handle: (message) => this.report(message),
    };
  }

  private async report({ id, at, by, data, context }: Published): Promise<void> {
    const found = supplyEvents.MistakenDisconnectionFound.data.parse(data);
    const { faultId, customerId, supplyPointId, area, place, statement, unitId } = found;
    const important = (await this.record.factsOf(customerId)).kind === 'important';
    const command = {
      type: 'ReportFault' as const,
      at,
      by: by as ActorId,
      data: {
        faultId,
        customerId,
        contactId: null,
        supplyPointId,
        class: 'low-voltage' as const,
        area,
        place,
        statement,
        // Nobody called: we noticed it ourselves, at a counter of ours.
        channel: 'counter' as const,
        ownerId: by as ActorId,
        unitId,
        promises: this.book.forFault(at, area, important, unitId),
        triage: {
          outcome: 'dispatch' as const,
          outageId: null,
          paidRepairAgreed: false,
          note: '',
        },
        grounds: ['mistaken-disconnection' as const],
      },
    };
    const commandId = derivedId('intake.mistaken-disconnections', id);
    await this.bus.execute(new DecideFault(command, { ...context, commandId, causationId: id }));
  }
}
