/** A contact routed to faults becomes one, once, with what the scripted questions found. */
import {
  contactEvents,
  faultClassSchema,
  type FaultId,
  type GradeGround,
} from '@taizhang/contracts/intake';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CustomerRecord } from './customer-facts';
import { DecideFault } from './decide-fault.handler';
import { IntakeBook } from './intake-book';

@Injectable()
export class ReportingProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: IntakeBook,
    private readonly record: CustomerRecord,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.reporting',
      topic: topicOf('intake'),
      types: ['ContactRouted'],
      handle: (message) => this.report(message),
    };
  }

  private async report({ id, at, by, data, context }: Published): Promise<void> {
    const routed = contactEvents.ContactRouted.data.parse(data);
    if (routed.to !== 'faults') return;
    const { contactId, customerId, ownerId, unitId, channel, statement } = routed;
    const { area = 'urban', place = '', outageId = null, supplyPointId = null } = routed;
    const important = (await this.record.factsOf(customerId)).kind === 'important';
    const grounds = new Set<GradeGround>(routed.grounds ?? []);
    if (important) grounds.add('important-user');
    const outcome = outageId ? ('known-outage' as const) : ('dispatch' as const);
    const command = {
      type: 'ReportFault' as const,
      at,
      by: by as ActorId,
      data: {
        faultId: routed.caseId as FaultId,
        customerId,
        contactId,
        supplyPointId,
        class: faultClassSchema.parse(routed.category),
        area,
        place,
        statement,
        channel,
        ownerId,
        unitId,
        promises: this.book.forFault(at, area, important, unitId),
        triage: { outcome, outageId, paidRepairAgreed: false, note: '' },
        grounds: [...grounds],
      },
    };
    const commandId = derivedId('intake.reporting', id);
    await this.bus.execute(new DecideFault(command, { ...context, commandId, causationId: id }));
  }
}
