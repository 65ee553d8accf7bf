/** Somebody cut off by mistake need not complain: the complaint is lodged for them, once. */
import { supplyEvents } from '@taizhang/contracts/billing-inquiries';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';
import { PromiseBook } from './promise-book';

@Injectable()
export class MistakeProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: PromiseBook,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'complaints.mistaken-disconnections',
      topic: topicOf('billing-inquiries'),
      types: ['MistakenDisconnectionFound'],
      handle: (message) => this.lodge(message),
    };
  }

  private async lodge({ id, at, by, data, context }: Published): Promise<void> {
    const found = supplyEvents.MistakenDisconnectionFound.data.parse(data);
    const { complaintId, customerId, statement, unitId } = found;
    const command = {
      type: 'LodgeComplaint' as const,
      at,
      by: by as ActorId,
      data: {
        complaintId,
        customerId,
        contactId: null,
        category: 'outage.execution' as const,
        severity: 'important' as const,
        // Nobody called: we noticed it ourselves, at a counter of ours.
        channel: 'counter' as const,
        statement,
        remedySought: '',
        ownerId: by as ActorId,
        unitId,
        promises: this.book.forComplaint(at, unitId),
      },
    };
    await this.bus.execute(
      new DecideComplaint(command, {
        ...context,
        commandId: derivedId('complaints.mistaken-disconnections', id),
        causationId: id,
      }),
    );
  }
}
