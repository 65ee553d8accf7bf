/** Somebody called back and not content gets their complaint opened again, once. */
import { callbackEvents } from '@taizhang/contracts/assessment';
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import { derivedId, Refused, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';
import { PromiseBook } from './promise-book';

@Injectable()
export class ReopeningProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: PromiseBook,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'complaints.reopening',
      topic: topicOf('assessment'),
      types: ['CallbackScored'],
      handle: (message) => this.reopen(message),
    };
  }

  private async reopen({ id, at, by, data, context }: Published): Promise<void> {
    const scored = callbackEvents.CallbackScored.data.parse(data);
    const complaintId = complaintIdSchema.safeParse(scored.caseId);
    if (!scored.dissatisfied || !complaintId.success) return;
    const command = {
      type: 'ReopenComplaint' as const,
      at,
      by: by as ActorId,
      data: {
        complaintId: complaintId.data,
        reason: scored.comment || '回访不满意',
        promises: this.book.forReopening(at, scored.unitId),
      },
    };
    const commandId = derivedId('complaints.reopening', id);
    try {
      await this.bus.execute(
        new DecideComplaint(command, { ...context, commandId, causationId: id }),
      );
    } catch (error) {
      // Open again already, or never ours: what they asked for holds.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
