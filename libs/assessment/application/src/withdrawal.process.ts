/**
 * Takes callbacks back that nobody is to make any more. A case that is opened again by other means
 * than a callback is not asked about meanwhile: who is asked how it was handled while it is handled
 * once more is asked nothing sensible; the talk two weeks after a recovery is owed all the same.
 * And nobody is called whose data may be kept only and not used, or who was erased: a promise to do
 * so could only be missed (PIPL article 47).
 */
import type { CallbackId, WithdrawalReason } from '@taizhang/contracts/assessment';
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { faultEvents, privacyEvents, type CustomerId } from '@taizhang/contracts/intake';
import { derivedId, type Published } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { callbackProcess } from './callback-book';
import { CustomerProcessing } from './customer-processing';
import { DecideAssessment } from './decide-assessment.handler';
import type { AskedAbout, OpenCallback } from './open-callbacks.projection';

export const OPEN_CALLBACKS = Symbol('OpenCallbacks');

/** What is to be asked and was not yet, as of everything the log holds when asked. */
export interface OpenCallbacks {
  of(about: AskedAbout): Promise<readonly OpenCallback[]>;
}

/**
 * Part of the callback process and not a consumer of its own: a closing and the reopening behind it
 * must be heard in their order, or a callback would be planned after it was to be withdrawn.
 */
@Injectable()
export class CallbackWithdrawals {
  constructor(
    private readonly bus: CommandBus,
    private readonly processing: CustomerProcessing,
    @Inject(OPEN_CALLBACKS) private readonly callbacks: OpenCallbacks,
  ) {}

  /** Nothing where a message takes no callback back. */
  async hear(message: Published): Promise<void> {
    const asked = withdrawalAsked(message);
    if (!asked || (await this.isOver(asked))) return;
    const { about, reason } = asked;
    for (const { id, kind } of await this.callbacks.of(about)) {
      if (reason === 'case-reopened' && kind !== 'satisfaction') continue;
      const command = {
        type: 'WithdrawCallback' as const,
        at: message.at,
        by: callbackProcess,
        data: { callbackId: id as CallbackId, reason },
      };
      const commandId = derivedId('assessment.withdrawals', message.id, id);
      const because = { ...message.context, commandId, causationId: message.id };
      await this.bus.execute(new DecideAssessment('callback', id, command, because));
    }
  }

  /** A restriction that is heard of only once it was lifted takes nothing back any more. */
  private async isOver({ about, reason }: Asked): Promise<boolean> {
    if (reason !== 'processing-restricted' || !('customerId' in about)) return false;
    return (await this.processing.of(about.customerId as CustomerId)) === 'normal';
  }
}

type Asked = Readonly<{ about: AskedAbout; reason: WithdrawalReason }>;

function withdrawalAsked({ type, data }: Published): Asked | null {
  const reopened = (caseId: string): Asked => ({ about: { caseId }, reason: 'case-reopened' });
  switch (type) {
    case 'ComplaintReopened':
      return reopened(complaintEvents.ComplaintReopened.data.parse(data).complaintId);
    case 'FaultReopened':
      return reopened(faultEvents.FaultReopened.data.parse(data).faultId);
    case 'InquiryReopened':
      return reopened(inquiryEvents.InquiryReopened.data.parse(data).inquiryId);
    case 'ProcessingRestricted': {
      const { personId } = privacyEvents.ProcessingRestricted.data.parse(data);
      return { about: { customerId: personId }, reason: 'processing-restricted' };
    }
    case 'PersonErased': {
      const { personId } = privacyEvents.PersonErased.data.parse(data);
      return { about: { customerId: personId }, reason: 'person-erased' };
    }
    default:
      return null;
  }
}
