/** A customer whom our answer did not satisfy gets their inquiry back, once a callback. */
import { callbackEvents } from '@taizhang/contracts/assessment';
import { inquiryIdSchema } from '@taizhang/contracts/billing-inquiries';
import { derivedId, Refused, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideInquiry } from './decide-inquiry.handler';
import { InquiryPromises } from './inquiry-promises';

@Injectable()
export class ReopeningProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'billing-inquiries.reopening',
      topic: topicOf('assessment'),
      types: ['CallbackScored'],
      handle: (message) => this.reopen(message),
    };
  }

  private async reopen({ id, at, by, data, context }: Published): Promise<void> {
    const { caseId, dissatisfied, comment, unitId } =
      callbackEvents.CallbackScored.data.parse(data);
    const inquiryId = inquiryIdSchema.safeParse(caseId).data;
    if (!dissatisfied || !inquiryId) return;
    const command = {
      type: 'ReopenInquiry' as const,
      at,
      by: by as ActorId,
      data: {
        inquiryId,
        reason: comment || '回访不满意',
        promises: this.promises.forAnswer(at, unitId, null),
      },
    };
    const commandId = derivedId('billing-inquiries.reopening', id);
    try {
      const because = { ...context, commandId, causationId: id };
      await this.bus.execute(new DecideInquiry(command, because));
    } catch (error) {
      // Somebody reopened it before the customer was asked: what they want is happening.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
