/**
 * The life of one fault: reported → triaged → graded → dispatched → departed → arrived → cause
 * found → restored → verified → closed; reopened when it did not hold. What is no matter for a
 * crew ends at the triage, or with the outage it belongs to (requirements part C).
 */
import {
  faultPromises,
  gradeOf,
  type FaultEvent,
  type GradeGround,
  type Triage,
} from '@taizhang/contracts/intake';
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { Decider } from '@taizhang/kernel';
import type { FaultCommand } from './fault.commands';
import { crewEvents } from './crew-events.policy';
import { faultStep, type FaultRefusal } from './fault-lifecycle.policy';
import { measuredBy, missedBefore, needsCrew } from './fault-promise.policy';
import { evolveFault, unknownFault, type FaultState, type KnownFault } from './fault.state';

const { dispatch: dispatches } = faultPromises;

export const faultDecider: Decider<FaultCommand, FaultState, FaultEvent, FaultRefusal> = {
  initialState: unknownFault,
  evolve: evolveFault,

  decide(command, fault) {
    if (command.type === 'ReportFault') {
      return fault.status === 'unknown' ? accept(...reporting(command)) : alreadyDone;
    }
    if (fault.status === 'unknown') return refuse('fault-unknown');
    if (holdsAlready(command, fault)) return alreadyDone;
    const refusal = faultStep(command, fault);
    if (refusal) return refuse(refusal);
    return accept(...eventsOf(command, fault));
  },
};

/** Telling twice is one fact. */
function holdsAlready(command: FaultCommand, fault: KnownFault): boolean {
  const { status } = fault;
  switch (command.type) {
    case 'DispatchFault':
      return status === 'dispatched' && fault.unitId === command.data.toUnitId;
    case 'DepartForFault':
      return ['departed', 'arrived', 'cause-found'].includes(status) && isBy(command, fault);
    case 'ArriveAtFault':
      return ['arrived', 'cause-found'].includes(status) && isBy(command, fault);
    case 'RestoreSupply':
      return status === 'restored' && fault.repairedBy === command.by;
    case 'RestoreWithOutage':
      return status === 'restored' || status === 'verified' || status === 'closed';
    case 'CloseFault':
      return status === 'closed';
    case 'ReopenFault':
      return status === 'reopened';
    case 'UrgeFault':
      return fault.urgedBy.includes(command.data.contactId);
    case 'MissDeadline':
      return fault.missed.includes(command.data.promise);
    default:
      return false;
  }
}

const isBy = ({ by }: FaultCommand, { handlerId }: KnownFault) => by === handlerId;

/** What the scripted questions found is told with the report. */
function reporting(command: Extract<FaultCommand, { type: 'ReportFault' }>): FaultEvent[] {
  const { at, by } = command;
  const { triage, grounds, ...data } = command.data;
  const { faultId, customerId } = data;
  const events: FaultEvent[] = [{ type: 'FaultReported', at, by, data }];
  if (triage) {
    events.push({ type: 'FaultTriaged', at, by, data: { faultId, customerId, ...triage } });
  }
  if (grounds && triage?.outcome === 'dispatch') {
    events.push({ type: 'FaultGraded', at, by, data: { faultId, ...graded(grounds) } });
  }
  return events;
}

const graded = (grounds: readonly GradeGround[]) => ({
  grade: gradeOf(grounds),
  grounds: [...grounds],
});

/** Nothing was owed by what was found before, and now a crew is. */
const isOwedAnew = (
  { outcome, paidRepairAgreed }: Readonly<{ outcome: Triage; paidRepairAgreed: boolean }>,
  fault: KnownFault,
): boolean =>
  fault.triage !== null && !needsCrew(fault) && needsCrew({ triage: outcome, paidRepairAgreed });

function eventsOf(command: FaultCommand, fault: KnownFault): FaultEvent[] {
  const { at, by } = command;
  const { faultId, customerId, unitId } = fault;
  const told = { faultId, customerId };
  switch (command.type) {
    case 'TriageFault': {
      const { promises, ...found } = command.data;
      const data = { ...told, ...found, ...(isOwedAnew(found, fault) && { promises }) };
      return [{ type: 'FaultTriaged', at, by, data }];
    }
    case 'GradeFault': {
      const data = { faultId, ...graded(command.data.grounds) };
      return [{ type: 'FaultGraded', at, by, data }];
    }
    case 'DispatchFault': {
      const { startedAt, dueAt } = measuredBy(fault, dispatches);
      const data = { ...command.data, startedAt, dueAt };
      return [...missedBefore(fault, dispatches, at), { type: 'FaultDispatched', at, by, data }];
    }
    case 'DepartForFault':
    case 'ArriveAtFault':
    case 'FindCause':
    case 'RestoreSupply':
    case 'RestoreWithOutage':
      return crewEvents(command, fault);
    case 'VerifyFault':
      return [{ type: 'FaultVerified', at, by, data: { ...told, ...command.data } }];
    case 'CloseFault': {
      const data = { ...told, handlerId: fault.repairedBy, unitId };
      return [{ type: 'FaultClosed', at, by, data }];
    }
    case 'ReopenFault': {
      const { reason, promises } = command.data;
      const { repairedBy } = fault;
      const data = { ...told, reason, repairedBy, unitId, promises: [...promises] };
      return [{ type: 'FaultReopened', at, by, data }];
    }
    case 'UrgeFault': {
      const data = { ...command.data, times: fault.urgedBy.length + 1 };
      return [{ type: 'FaultUrged', at, by, data }];
    }
    case 'MissDeadline':
      return missedBefore(fault, [command.data.promise], at);
    case 'ReportFault':
      return [];
    default:
      return unreachable(command);
  }
}
