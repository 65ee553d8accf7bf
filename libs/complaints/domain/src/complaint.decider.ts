/**
 * The life of one complaint:
 * lodged → dispatched → accepted → contacted → investigated → adjudicated (→ remedied)
 * → replied → closed; returned to be dispatched again; reopened when the answer did not hold.
 */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { accept, alreadyDone, refuse, unreachable, type Decider } from '@taizhang/kernel';
import { promiseOf } from '@taizhang/promises';
import type { ComplaintCommand } from './complaint.commands';
import { missedBefore } from './promise.policy';
import {
  answering,
  gravityOf,
  evolveComplaint,
  unknownComplaint,
  type ComplaintState,
  type KnownComplaint,
} from './complaint.state';
import { ordinaryStep, type ComplaintRefusal } from './lifecycle.policy';

export const complaintDecider: Decider<
  ComplaintCommand,
  ComplaintState,
  ComplaintEvent,
  ComplaintRefusal
> = {
  initialState: unknownComplaint,
  evolve: evolveComplaint,

  decide(command, state) {
    if (command.type === 'LodgeComplaint') {
      // Channels retry, so the second letter is the same complaint.
      if (state.status !== 'unknown') return alreadyDone;
      return accept<ComplaintEvent>({ ...command, type: 'ComplaintLodged' });
    }
    if (state.status === 'unknown') return refuse('complaint-unknown');
    if (holdsAlready(command, state)) return alreadyDone;
    const refusal = ordinaryStep(command, state);
    if (refusal) return refuse(refusal);
    return accept(...eventsOf(command, state));
  },
};

/** Telling twice is one fact. */
function holdsAlready(command: ComplaintCommand, state: KnownComplaint): boolean {
  switch (command.type) {
    case 'DispatchComplaint':
      return state.status === 'dispatched' && state.unitId === command.data.toUnitId;
    case 'AcceptComplaint':
      return state.handlerId === command.by && state.status !== 'closed';
    case 'CloseComplaint':
      return state.status === 'closed';
    case 'ReopenComplaint':
      return state.status === 'reopened';
    case 'UrgeComplaint':
      return state.urgedBy.includes(command.data.contactId);
    case 'MissDeadline':
      return state.missed.includes(command.data.promise);
    default:
      return false;
  }
}

function eventsOf(command: ComplaintCommand, state: KnownComplaint): ComplaintEvent[] {
  const { at, by } = command;
  const { complaintId, customerId, unitId } = state;
  const told = { complaintId, customerId };
  switch (command.type) {
    case 'DispatchComplaint': {
      const { unitId: _, severity: __, ...measured } = measuredBy(state, 'complaint-dispatch');
      const data = { ...command.data, ...measured };
      const missed = missedBefore(state, ['complaint-dispatch'], at);
      return [...missed, { type: 'ComplaintDispatched', at, by, data }];
    }
    case 'AcceptComplaint':
      return [{ type: 'ComplaintAccepted', at, by, data: { complaintId, handlerId: by } }];
    case 'ReturnComplaint':
      return [{ type: 'ComplaintReturned', at, by, data: { ...told, ...command.data } }];
    case 'ContactCustomer': {
      const measured = measuredBy(state, 'complaint-contact');
      const again = state.settled.includes('complaint-contact') ? { again: true as const } : {};
      const data = { ...told, handlerId: by, ...command.data, ...measured, ...again };
      const missed = missedBefore(state, ['complaint-contact'], at);
      return [...missed, { type: 'CustomerContacted', at, by, data }];
    }
    case 'InvestigateComplaint':
      return [{ type: 'ComplaintInvestigated', at, by, data: { ...told, ...command.data } }];
    case 'AdjudicateComplaint':
      return [{ type: 'ComplaintAdjudicated', at, by, data: { ...told, ...command.data } }];
    case 'RemedyComplaint':
      return [{ type: 'ComplaintRemedied', at, by, data: { ...told, ...command.data } }];
    case 'ReplyToComplaint': {
      const measured = measuredBy(state, 'complaint-reply');
      const data = { ...told, handlerId: by, ...command.data, ...measured };
      const missed = missedBefore(state, answering, at);
      return [...missed, { type: 'ComplaintReplied', at, by, data }];
    }
    case 'CloseComplaint': {
      const data = { ...command.data, customerId, handlerId: state.repliedBy, unitId };
      return [{ type: 'ComplaintClosed', at, by, data }];
    }
    case 'ReopenComplaint': {
      const { reason, promises } = command.data;
      const { repliedBy } = state;
      const data = { ...told, reason, repliedBy, unitId, promises: [...promises] };
      return [{ type: 'ComplaintReopened', at, by, data }];
    }
    case 'UrgeComplaint': {
      const data = { ...command.data, times: state.urgedBy.length + 1 };
      return [{ type: 'ComplaintUrged', at, by, data }];
    }
    case 'MissDeadline':
      return missedBefore(state, [command.data.promise], at);
    case 'LodgeComplaint':
      return [];
    default:
      return unreachable(command);
  }
}

const measuredBy = (state: KnownComplaint, promise: FrozenPromise['promise']) => ({
  unitId: state.unitId,
  startedAt: state.startedAt,
  dueAt: promiseOf(state, promise)?.dueAt ?? null,
  ...gravityOf(state),
});
