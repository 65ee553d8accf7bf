/** A customer who asks where the crew stays is written on the fault itself. */
import { contactEvents, faultIdSchema } from '@taizhang/contracts/intake';
import { derivedId, Refused, topicOf, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId } from '@taizhang/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideFault } from './decide-fault.handler';

@Injectable()
export class FaultUrgingProcess {
  constructor(private readonly bus: CommandBus) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.fault-urging',
      topic: topicOf('intake'),
      types: ['CaseUrged'],
      handle: (message) => this.urge(message),
    };
  }

  private async urge({ id, at, by, data, context }: Published): Promise<void> {
    const { caseId, contactId } = contactEvents.CaseUrged.data.parse(data);
    const faultId = faultIdSchema.safeParse(caseId);
    if (!faultId.success) return;
    const urged = { faultId: faultId.data, contactId };
    const command = { type: 'UrgeFault' as const, at, by: by as ActorId, data: urged };
    const commandId = derivedId('intake.fault-urging', id);
    try {
      await this.bus.execute(new DecideFault(command, { ...context, commandId, causationId: id }));
    } catch (error) {
      // Closed in the meantime: there is nothing left to hurry.
      if (!(error instanceof Refused)) throw error;
    }
  }
}
