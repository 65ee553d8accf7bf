/** Which callbacks a published event asks for, by the rules in force at that moment. */
import { Deadlines, type PromiseName } from '@taizhang/calendar';
import {
  callbackRulesAt,
  kindOfCase,
  type CallbackId,
  type CallbackKind,
  type CaseId,
} from '@taizhang/contracts/assessment';
import type { CallbackCommand } from '@taizhang/assessment/domain';
import { idFrom, type ActorId, type Instant, type Published } from '@taizhang/kernel';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { Injectable } from '@nestjs/common';

export const callbackProcess = 'system-callbacks' as ActorId;

/** What `ComplaintClosed`, `FaultClosed` and `InquiryClosed` have in common. */
export type Finished = Readonly<{
  customerId: CustomerId | null;
  handlerId: ActorId | null;
  unitId: UnitId | null;
}>;

type Asked = Readonly<{ caseId: CaseId; kind: CallbackKind; startedAt: Instant; parts: string[] }>;
type Schedule = Extract<CallbackCommand, { type: 'ScheduleCallback' }>;

const promises: Record<string, PromiseName> = {
  complaint: 'complaint-callback',
  fault: 'fault-callback',
  inquiry: 'inquiry-callback',
};

@Injectable()
export class CallbackBook {
  constructor(private readonly deadlines: Deadlines) {}

  /** Null where nobody can be asked: the customer is unknown, or it is imported history. */
  afterClosing(caseId: CaseId, finished: Finished, message: Heard): Schedule | null {
    const parts = ['satisfaction', message.id];
    return this.schedule(
      { caseId, kind: 'satisfaction', startedAt: message.at, parts },
      finished,
      message,
    );
  }

  /** Two weeks after a recovery we talk again (requirements A43): once per complaint. */
  afterRemedy(caseId: CaseId, finished: Finished, message: Heard): Schedule | null {
    const parts = ['recovery', caseId];
    return this.schedule(
      { caseId, kind: 'recovery', startedAt: message.at, parts },
      finished,
      message,
    );
  }

  private schedule(
    { caseId, kind, startedAt, parts }: Asked,
    { customerId, handlerId, unitId }: Finished,
    { context }: Heard,
  ): Schedule | null {
    if (customerId === null || context.origin) return null;
    const promise = kind === 'recovery' ? 'recovery-follow-up' : promises[kindOfCase(caseId)]!;
    const callbackId = idFrom('callback', ...parts) as CallbackId;
    const data = {
      ...{ callbackId, caseId, customerId, handlerId, unitId, kind },
      rules: callbackRulesAt(startedAt),
      promises: this.deadlines.freeze([promise], startedAt, unitId),
    };
    return { type: 'ScheduleCallback', at: startedAt, by: callbackProcess, data };
  }
}

export type Heard = Pick<Published, 'id' | 'at' | 'context'>;
