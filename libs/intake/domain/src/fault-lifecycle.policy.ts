/**
 * Which step of a fault may follow which (requirements part C), and the refusals in order of
 * precedence: the first that applies is told.
 */
import type { FaultStatus } from '@taizhang/contracts/intake';
import { ranOut } from '@taizhang/promises';
import type { FaultCommand } from './fault.commands';
import { needsCrew } from './fault-promise.policy';
import type { KnownFault } from './fault.state';

export const faultRefusals = [
  /** No such fault was ever reported. */
  'fault-unknown',
  /** It is closed: reopen it first, so that the reopening is counted. */
  'fault-closed',
  /** Supply is back: what remains is to verify, to close, or to reopen. */
  'fault-already-restored',
  /** A crew is out already; asking where the trouble lies comes before. */
  'fault-crew-sent',
  /** A known outage is named by its announcement, and nothing else names one. */
  'fault-outage-mismatch',
  /** Ask first where the trouble lies. */
  'fault-not-triaged',
  /** A repair of the own installation is paid for: say so, and hear that they want it. */
  'fault-paid-repair-not-agreed',
  /** Nothing for a crew: it waits for the outage, or for the bill to be paid. */
  'fault-not-for-a-crew',
  /** Say how urgent it is before a crew is sent. */
  'fault-not-graded',
  /** No crew was sent. */
  'fault-not-dispatched',
  /** Somebody else of the crew is on it; departing takes it over. */
  'fault-handled-by-another',
  /** The crew is not on site yet. */
  'fault-not-arrived',
  /** What broke is found before supply counts as restored. */
  'fault-cause-not-found',
  /** Supply is not back. */
  'fault-not-restored',
  /** Nobody asked the customer or the meter yet. */
  'fault-not-verified',
  /** It is still being worked on. */
  'fault-still-open',
  /** It waits for no outage, or for another. */
  'fault-not-linked',
  /** The clock of this promise has not run out, or it was kept. */
  'fault-deadline-not-missed',
] as const;
export type FaultRefusal = (typeof faultRefusals)[number];

const done: readonly FaultStatus[] = ['restored', 'verified'];
const unsent: readonly FaultStatus[] = ['reported', 'triaged', 'graded', 'reopened'];
const onSite: readonly FaultStatus[] = ['arrived', 'cause-found'];

/** Why the lifecycle refuses this command now; null when it does not. */
export function faultStep(
  command: Exclude<FaultCommand, { type: 'ReportFault' }>,
  fault: KnownFault,
): FaultRefusal | null {
  const { status } = fault;
  if (command.type === 'MissDeadline') {
    return ranOut(fault, command.data.promise, command.at) ? null : 'fault-deadline-not-missed';
  }
  if (command.type === 'ReopenFault') {
    return status === 'closed' || done.includes(status) ? null : 'fault-still-open';
  }
  if (status === 'closed') return 'fault-closed';
  if (command.type === 'UrgeFault') return null;
  if (command.type === 'CloseFault') return closingRefusal(fault);
  if (command.type === 'VerifyFault') return done.includes(status) ? null : 'fault-not-restored';
  if (done.includes(status)) return 'fault-already-restored';
  switch (command.type) {
    case 'TriageFault':
      return triagingRefusal(command, fault);
    case 'GradeFault':
      return fault.triage === null ? 'fault-not-triaged' : crewRefusal(fault);
    case 'DispatchFault':
      if (fault.triage === null) return 'fault-not-triaged';
      return crewRefusal(fault) ?? (fault.grade === null ? 'fault-not-graded' : null);
    case 'RestoreWithOutage':
      return fault.outageId === command.data.outageId ? null : 'fault-not-linked';
    default:
      return crewStep(command, fault);
  }
}

type CrewCommand = Extract<
  FaultCommand,
  { type: 'DepartForFault' | 'ArriveAtFault' | 'FindCause' | 'RestoreSupply' }
>;

/** What the crew does, in the order in which it does it. */
function crewStep(command: CrewCommand, { status, handlerId }: KnownFault): FaultRefusal | null {
  if (unsent.includes(status)) return 'fault-not-dispatched';
  if (command.type === 'DepartForFault') return null;
  if (handlerId !== null && handlerId !== command.by) return 'fault-handled-by-another';
  if (command.type === 'ArriveAtFault') return null;
  if (!onSite.includes(status)) return 'fault-not-arrived';
  if (command.type === 'FindCause') return null;
  return status === 'cause-found' ? null : 'fault-cause-not-found';
}

function triagingRefusal(
  { data }: Extract<FaultCommand, { type: 'TriageFault' }>,
  { status }: KnownFault,
): FaultRefusal | null {
  if (!unsent.includes(status)) return 'fault-crew-sent';
  const isKnown = data.outcome === 'known-outage';
  return isKnown === (data.outageId !== null) ? null : 'fault-outage-mismatch';
}

/** Why no crew may be sent to what the questions found. */
function crewRefusal(fault: KnownFault): FaultRefusal | null {
  if (needsCrew(fault)) return null;
  return fault.triage === 'customer-internal'
    ? 'fault-paid-repair-not-agreed'
    : 'fault-not-for-a-crew';
}

/** Told by telephone what to do, the customer needs no verification; everybody else does. */
function closingRefusal(fault: KnownFault): FaultRefusal | null {
  const { status, triage, paidRepairAgreed } = fault;
  if (status === 'verified') return null;
  const guided = triage === 'arrears' || (triage === 'customer-internal' && !paidRepairAgreed);
  if (status === 'triaged' && guided) return null;
  return status === 'restored' ? 'fault-not-verified' : 'fault-not-restored';
}
