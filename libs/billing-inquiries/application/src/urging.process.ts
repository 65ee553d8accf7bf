/** A customer who asks where our answer stays is written on the inquiry itself. */
import { inquiryIdSchema } from '@taizhang/contracts/billing-inquiries';
import { contactEvents } from '@taizhang/contracts/intake';
import { derivedId, Refused, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideInquiry } from './decide-inquiry.handler';

@Injectable()
export class UrgingProcess {
  constructor(private readonly bus: CommandBus) {}

  subscription(): Subscription {
    return {
      consumer: 'billing-inquiries.urging',
      topic: topicOf('intake'),
      types: ['CaseUrged'],
      handle: (message) => this.urge(message),
    };
  }

  private async urge({ id, at, by, data, context }: Published): Promise<void> {
    const { caseId, contactId } = contactEvents.CaseUrged.data.parse(data);
    const inquiryId = inquiryIdSchema.safeParse(caseId).data;
    if (!inquiryId) return;
    const urged = { inquiryId, contactId };
    const command = { type: 'UrgeInquiry' as const, at, by: by as ActorId, data: urged };
    const commandId = derivedId('billing-inquiries.urging', id);
    try {
      const because = { ...context, commandId, causationId: id };
      await this.bus.execute(new DecideInquiry(command, because));
    } catch (error) {
      // Closed in the meantime: there is nothing left to hurry.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
