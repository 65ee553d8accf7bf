/** A contact routed to us becomes an inquiry, once, however often we hear of it. */
import { inquiryKindSchema, type InquiryId } from '@taizhang/contracts/billing-inquiries';
import { contactEvents } from '@taizhang/contracts/intake';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
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
      types: ['ContactRouted'],
      handle: (message) => this.open(message),
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
}
