/** A promise of a complaint that ran out becomes an event. */
import type { ComplaintId } from '@taizhang/contracts/complaints';
import { CLOCK, type Clock } from '@taizhang/kernel';
import { DeadlineWatch, type DuePromises } from '@taizhang/promises/application';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DecideComplaint } from './decide-complaint.handler';

export const DUE_PROMISES = Symbol('DuePromises');

@Injectable()
export class DeadlineProcess extends DeadlineWatch {
  constructor(
    bus: CommandBus,
    @Inject(CLOCK) clock: Clock,
    @Inject(DUE_PROMISES) timers: DuePromises,
  ) {
    super('complaints.deadline', clock, timers, ({ caseId, promise, at, by, context }) => {
      const data = { complaintId: caseId as ComplaintId, promise };
      return bus.execute(new DecideComplaint({ type: 'MissDeadline', at, by, data }, context));
    });
  }
}
