/**
 * Imported history: facts of a legacy ledger that happened whatever our lifecycle says. They
 * are recorded as they are; `lifecycleRefusal` tells what the ordinary rules think of them.
 */
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import { accept, type Decider, type Message } from '@taizhang/kernel';
import type { ComplaintCommand } from './complaint.commands';
import { evolveComplaint, unknownComplaint, type ComplaintState } from './complaint.state';
import { ordinaryStep, type ComplaintRefusal } from './lifecycle.policy';

export type RecordHistory = Message<
  'RecordHistory',
  { complaintId: ComplaintId; facts: readonly ComplaintEvent[] }
>;

export const historyDecider: Decider<RecordHistory, ComplaintState, ComplaintEvent, never> = {
  initialState: unknownComplaint,
  evolve: evolveComplaint,
  decide: ({ data }) => accept(...data.facts),
};

/** What the ordinary lifecycle would have refused about a fact; null when it is in order. */
export function lifecycleRefusal(
  state: ComplaintState,
  event: ComplaintEvent,
): ComplaintRefusal | 'complaint-lodged-twice' | null {
  if (event.type === 'ComplaintLodged') {
    return state.status === 'unknown' ? null : 'complaint-lodged-twice';
  }
  if (state.status === 'unknown') return 'complaint-unknown';
  const command = commandBehind(event);
  return command && ordinaryStep(command, state);
}

type StepCommand = Exclude<ComplaintCommand, { type: 'LodgeComplaint' }>;

const commandTypes: Partial<Record<ComplaintEvent['type'], StepCommand['type']>> = {
  ComplaintDispatched: 'DispatchComplaint',
  ComplaintAccepted: 'AcceptComplaint',
  ComplaintReturned: 'ReturnComplaint',
  CustomerContacted: 'ContactCustomer',
  ComplaintInvestigated: 'InvestigateComplaint',
  ComplaintAdjudicated: 'AdjudicateComplaint',
  ComplaintRemedied: 'RemedyComplaint',
  ComplaintReplied: 'ReplyToComplaint',
  ComplaintClosed: 'CloseComplaint',
  ComplaintReopened: 'ReopenComplaint',
};

/** The command that would have led to an event; none for what no person asks for. */
function commandBehind({ type, data, at, by }: ComplaintEvent): StepCommand | null {
  const command = commandTypes[type];
  // The rules look at type, actor, time and the few fields that both shapes share.
  return command ? ({ type: command, data, at, by } as unknown as StepCommand) : null;
}
