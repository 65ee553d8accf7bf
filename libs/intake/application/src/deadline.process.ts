/** A promise of a fault, or a promised reply, that ran out becomes an event. */
import { faultIdSchema, type ContactId } from '@taizhang/contracts/intake';
import { CLOCK, type Clock } from '@taizhang/kernel';
import { DeadlineWatch, type DuePromises } from '@taizhang/promises/application';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideContact } from './decide-contact.handler';
import { DecideFault } from './decide-fault.handler';

export const DUE_INTAKE_PROMISES = Symbol('DueIntakePromises');

@Injectable()
export class IntakeDeadlineProcess extends DeadlineWatch {
  constructor(
    bus: CommandBus,
    @Inject(CLOCK) clock: Clock,
    @Inject(DUE_INTAKE_PROMISES) timers: DuePromises,
  ) {
    super('intake.deadline', clock, timers, ({ caseId, promise, at, by, context }) => {
      const told = { type: 'MissDeadline' as const, at, by };
      const faultId = faultIdSchema.safeParse(caseId);
      if (faultId.success) {
        const data = { faultId: faultId.data, promise };
        return bus.execute(new DecideFault({ ...told, data }, context));
      }
      const data = { contactId: caseId as ContactId, promise };
      return bus.execute(new DecideContact({ ...told, data }, context));
    });
  }
}
