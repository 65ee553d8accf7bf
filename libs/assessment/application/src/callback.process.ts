/** A finished case becomes a callback, once; what makes it pointless or wrong takes it back. */
import type { CaseId } from '@taizhang/contracts/assessment';
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { faultEvents } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { derivedId, topicOf, type ActorId, type Published } from '@taizhang/kernel';
import type { Subscription } from '@taizhang/kernel';
import type { CallbackCommand } from '@taizhang/assessment/domain';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CallbackBook } from './callback-book';
import { CustomerProcessing } from './customer-processing';
import { DecideAssessment } from './decide-assessment.handler';
import { CallbackWithdrawals } from './withdrawal.process';

/** By context: which consumer hears which events. */
const heard = {
  complaints: ['ComplaintClosed', 'ComplaintRemedied', 'ComplaintReopened'],
  intake: ['FaultClosed', 'FaultReopened', 'ProcessingRestricted', 'PersonErased'],
  'billing-inquiries': ['InquiryClosed', 'InquiryReopened'],
} as const;

@Injectable()
export class CallbackProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: CallbackBook,
    private readonly withdrawals: CallbackWithdrawals,
    private readonly processing: CustomerProcessing,
  ) {}

  subscriptions(): Subscription[] {
    return Object.entries(heard).map(([context, types]) => ({
      consumer: `assessment.callbacks.${context}`,
      topic: topicOf(context),
      types,
      handle: (message) => this.hear(message),
    }));
  }

  private async hear(message: Published): Promise<void> {
    const command = callbackAsked(this.book, message);
    if (!command) return this.withdrawals.hear(message);
    const { callbackId, customerId } = command.data;
    // Nobody may call them: a promise to do so could only be missed.
    if ((await this.processing.of(customerId)) !== 'normal') return;
    await this.bus.execute(
      new DecideAssessment('callback', callbackId, command, {
        ...message.context,
        commandId: derivedId('assessment.callbacks', message.id),
        causationId: message.id,
      }),
    );
  }
}

type Schedule = Extract<CallbackCommand, { type: 'ScheduleCallback' }>;

/** The callback that a message asks for; null when it asks for none. */
function callbackAsked(book: CallbackBook, message: Published): Schedule | null {
  switch (message.type) {
    case 'ComplaintClosed': {
      const data = complaintEvents.ComplaintClosed.data.parse(message.data);
      return book.afterClosing(data.complaintId as CaseId, data, message);
    }
    case 'FaultClosed': {
      const data = faultEvents.FaultClosed.data.parse(message.data);
      return book.afterClosing(data.faultId as CaseId, data, message);
    }
    case 'InquiryClosed': {
      const data = inquiryEvents.InquiryClosed.data.parse(message.data);
      return book.afterClosing(data.inquiryId as CaseId, data, message);
    }
    case 'ComplaintRemedied': {
      const data = complaintEvents.ComplaintRemedied.data.parse(message.data);
      // The follow-up is the talk itself.
      if (data.remedy === 'follow-up') return null;
      const { customerId } = data;
      const unitId = message.context.unit as UnitId | null;
      const by = { customerId, handlerId: message.by as ActorId, unitId };
      return book.afterRemedy(data.complaintId as CaseId, by, message);
    }
    default:
      return null;
  }
}
