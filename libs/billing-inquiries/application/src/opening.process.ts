/**
 * A contact routed to us becomes an inquiry, once, however often we hear of it; so does a fault
 * that turns out to be a matter of arrears: no crew can help there (requirements B4).
 */
import { inquiryKindSchema, type InquiryId } from '@taizhang/contracts/billing-inquiries';
import { contactEvents, faultEvents } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { derivedId, idFrom, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideInquiry } from './decide-inquiry.handler';
import { InquiryPromises } from './inquiry-promises';

@Injectable()
export class OpeningProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'billing-inquiries.opening',
      topic: topicOf('intake'),
      types: ['ContactRouted', 'FaultTriaged'],
      handle: (message) =>
        message.type === 'FaultTriaged' ? this.openForArrears(message) : this.open(message),
    };
  }

  private async open({ id, at, by, data, context }: Published): Promise<void> {
    const routed = contactEvents.ContactRouted.data.parse(data);
    if (routed.to !== 'billing-inquiries') return;
    const { contactId, customerId, ownerId, unitId, channel, statement } = routed;
    // A category of another edition is no reason to lose the inquiry: it is typed later anyway.
    const kind = inquiryKindSchema.safeParse(routed.category).data ?? null;
    const command = {
      type: 'OpenInquiry' as const,
      at,
      by: by as ActorId,
      data: {
        inquiryId: routed.caseId as InquiryId,
        customerId,
        contactId,
        supplyPointId: routed.supplyPointId ?? null,
        kind,
        channel,
        statement,
        ownerId,
        promises: this.promises.forAnswer(at, unitId, kind),
      },
    };
    const commandId = derivedId('billing-inquiries.opening', id);
    await this.bus.execute(new DecideInquiry(command, { ...context, commandId, causationId: id }));
  }

  private async openForArrears({ id, at, by, data, context }: Published): Promise<void> {
    const { faultId, customerId, outcome, note } = faultEvents.FaultTriaged.data.parse(data);
    // Whose bill it would be is not known of a stranger.
    if (outcome !== 'arrears' || !customerId) return;
    const command = {
      type: 'OpenInquiry' as const,
      at,
      by: by as ActorId,
      data: {
        // One a fault, however often it is triaged.
        inquiryId: idFrom('inquiry', faultId) as InquiryId,
        customerId,
        contactId: null,
        supplyPointId: null,
        kind: 'arrears' as const,
        // The scripted questions are asked by telephone.
        channel: 'hotline' as const,
        statement: note || '报修经询问属欠费停电。',
        ownerId: by as ActorId,
        promises: this.promises.forAnswer(at, context.unit as UnitId | null, 'arrears'),
      },
    };
    const commandId = derivedId('billing-inquiries.opening', id);
    await this.bus.execute(new DecideInquiry(command, { ...context, commandId, causationId: id }));
  }
}
