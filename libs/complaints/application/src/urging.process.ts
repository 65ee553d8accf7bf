/** A customer who asks where their complaint stays is written on the complaint itself. */
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import { contactEvents } from '@taizhang/contracts/intake';
import { derivedId, Refused, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';

@Injectable()
export class UrgingProcess {
  constructor(private readonly bus: CommandBus) {}

  subscription(): Subscription {
    return {
      consumer: 'complaints.urging',
      topic: topicOf('intake'),
      types: ['CaseUrged'],
      handle: (message) => this.urge(message),
    };
  }

  private async urge({ id, at, by, data, context }: Published): Promise<void> {
    const { caseId, contactId } = contactEvents.CaseUrged.data.parse(data);
    const complaintId = complaintIdSchema.safeParse(caseId);
    if (!complaintId.success) return;
    const urged = { complaintId: complaintId.data, contactId };
    const command = { type: 'UrgeComplaint' as const, at, by: by as ActorId, data: urged };
    const commandId = derivedId('complaints.urging', id);
    try {
      await this.bus.execute(
        new DecideComplaint(command, { ...context, commandId, causationId: id }),
      );
    } catch (error) {
      // Closed in the meantime: there is nothing left to hurry.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
