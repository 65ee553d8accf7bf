/**
 * A case that is opened again by other means than a callback is not asked about meanwhile: who is
 * asked how it was handled while it is handled once more is asked nothing sensible. The talk two
 * weeks after a recovery is owed all the same.
 */
import type { CallbackId } from '@taizhang/contracts/assessment';
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { faultEvents } from '@taizhang/contracts/intake';
import { derivedId, type Published } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { callbackProcess } from './callback-book';
import { DecideAssessment } from './decide-assessment.handler';
import type { OpenCallback } from './open-callbacks.projection';

export const OPEN_CALLBACKS = Symbol('OpenCallbacks');

/** What is asked about a case and not answered yet, as of everything the log holds when asked. */
export interface OpenCallbacks {
  of(caseId: string): Promise<readonly OpenCallback[]>;
}

/**
 * Part of the callback process and not a consumer of its own: a closing and the reopening behind it
 * must be heard in their order, or a callback would be planned after it was to be withdrawn.
 */
@Injectable()
export class CallbackWithdrawals {
  constructor(
    private readonly bus: CommandBus,
    @Inject(OPEN_CALLBACKS) private readonly callbacks: OpenCallbacks,
  ) {}

  /** Nothing where no case is said to be open again. */
  async hear(message: Published): Promise<void> {
    const caseId = reopenedCase(message);
    if (!caseId) return;
    for (const { id, kind } of await this.callbacks.of(caseId)) {
      if (kind !== 'satisfaction') continue;
      const command = {
        type: 'WithdrawCallback' as const,
        at: message.at,
        by: callbackProcess,
        data: { callbackId: id as CallbackId, reason: 'case-reopened' as const },
      };
      const commandId = derivedId('assessment.withdrawals', message.id, id);
      const because = { ...message.context, commandId, causationId: message.id };
      await this.bus.execute(new DecideAssessment('callback', id, command, because));
    }
  }
}

/** The case that a message says to be open again; null when it says something else. */
function reopenedCase({ type, data }: Published): string | null {
  switch (type) {
    case 'ComplaintReopened':
      return complaintEvents.ComplaintReopened.data.parse(data).complaintId;
    case 'FaultReopened':
      return faultEvents.FaultReopened.data.parse(data).faultId;
    case 'InquiryReopened':
      return inquiryEvents.InquiryReopened.data.parse(data).inquiryId;
    default:
      return null;
  }
}
