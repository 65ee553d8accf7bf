/** What comes next on a fault, and for whom: one step at a time, so that three taps do. */
import type { Fault } from '@taizhang/contracts/views';
import type { FaultStep } from '@taizhang/portal/data-access';

export type Rights = Readonly<{
  /** May act on this fault: the own crew was sent, or every unit is theirs. */
  acts: boolean;
  dispatches: boolean;
  staffId: string;
}>;

/** The next step of this fault for this person; null when others are to act. */
export function nextStep(fault: Fault, { acts, dispatches, staffId }: Rights): FaultStep | null {
  const { status, grade, triage } = fault;
  if (status === 'graded' || (status === 'reopened' && grade)) {
    return dispatches ? 'dispatch' : null;
  }
  if (!acts) return null;
  const othersHave = fault.handlerId !== null && fault.handlerId !== staffId;
  switch (status) {
    case 'reported':
      return 'triage';
    case 'triaged':
      return triage === 'known-outage' ? null : triage === 'dispatch' ? 'grade' : 'closure';
    case 'reopened':
      return 'grade';
    case 'dispatched':
      return 'arrival';
    case 'departed':
      return othersHave ? 'departure' : 'arrival';
    case 'arrived':
      return othersHave ? 'departure' : 'cause';
    case 'cause-found':
      return othersHave ? 'departure' : 'restoration';
    case 'restored':
      return 'verification';
    case 'verified':
      return 'closure';
    default:
      return null;
  }
}

/** Beside the next step: departing before the arrival, asking anew, opening what did not hold. */
export function otherSteps(fault: Fault, { acts }: Rights): readonly FaultStep[] {
  if (!acts) return [];
  switch (fault.status) {
    case 'dispatched':
      return ['departure'];
    case 'triaged':
    case 'graded':
      return ['triage'];
    case 'closed':
    case 'restored':
    case 'verified':
      return ['reopening'];
    default:
      return [];
  }
}
