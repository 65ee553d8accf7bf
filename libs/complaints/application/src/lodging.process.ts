/** A contact routed to us becomes a complaint, once, however often we hear of it. */
import { categorySchema, severitySchema, type ComplaintId } from '@taizhang/contracts/complaints';
import { contactEvents } from '@taizhang/contracts/intake';
import { derivedId, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';
import { PromiseBook } from './promise-book';

@Injectable()
export class LodgingProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: PromiseBook,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'complaints.lodging',
      topic: topicOf('intake'),
      types: ['ContactRouted'],
      handle: (message) => this.lodge(message),
    };
  }

  private async lodge({ id, at, by, data, context }: Published): Promise<void> {
    const routed = contactEvents.ContactRouted.data.parse(data);
    if (routed.to !== 'complaints') return;
    const { contactId, customerId, ownerId, unitId, channel, statement, remedySought } = routed;
    const command = {
      type: 'LodgeComplaint' as const,
      at,
      by: by as ActorId,
      data: {
        complaintId: routed.caseId as ComplaintId,
        customerId,
        contactId,
        category: categorySchema.parse(routed.category),
        severity: severitySchema.parse(routed.severity),
        channel,
        statement,
        remedySought,
        ownerId,
        unitId,
        promises: this.book.forComplaint(at, unitId),
      },
    };
    await this.bus.execute(
      new DecideComplaint(command, {
        ...context,
        commandId: derivedId('complaints.lodging', id),
        causationId: id,
      }),
    );
  }
}
