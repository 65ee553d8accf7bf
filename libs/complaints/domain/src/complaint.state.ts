/** What a decision about a complaint needs to remember, folded from its events. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  ComplaintEvent,
  ComplaintId,
  RaisedSeverity,
  Remedy,
  Severity,
  Status,
  Verdict,
} from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import { settle } from '@taizhang/promises';

export type KnownComplaint = Readonly<{
  status: Status;
  complaintId: ComplaintId;
  customerId: CustomerId | null;
  ownerId: ActorId;
  handlerId: ActorId | null;
  severity: Severity;
  /** Asked to handle it; answers for what is late. */
  unitId: UnitId | null;
  /** When the running promises started: lodging, or the last reopening. */
  startedAt: Instant;
  promises: readonly FrozenPromise[];
  missed: readonly string[];
  /** Promises that were acted upon, in time or late: their clocks have stopped. */
  settled: readonly string[];
  verdict: Verdict | null;
  remedies: readonly Remedy[];
  repliedBy: ActorId | null;
  /** The contacts that asked where it stays. */
  urgedBy: readonly string[];
}>;

/** Told where a case is grave; of ordinary ones nothing is. */
export const gravityOf = ({ severity }: KnownComplaint): { severity?: RaisedSeverity } =>
  severity === 'general' ? {} : { severity };

export type ComplaintState = { readonly status: 'unknown' } | KnownComplaint;

export const unknownComplaint: ComplaintState = { status: 'unknown' };

/**
 * Total over every order of events: imported history keeps no lifecycle, and a fact is a fact.
 * Only a complaint that was never lodged stays unknown.
 */
export function evolveComplaint(state: ComplaintState, event: ComplaintEvent): ComplaintState {
  if (event.type === 'ComplaintLodged') return lodged(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'ComplaintDispatched':
      return {
        ...settle(state, ['complaint-dispatch']),
        status: 'dispatched',
        unitId: event.data.toUnitId,
        handlerId: null,
      };
    case 'ComplaintAccepted':
      // Taking over from a colleague keeps what has been done so far.
      return { ...state, status: afterAcceptance(state.status), handlerId: event.data.handlerId };
    case 'ComplaintReturned':
      return { ...state, status: 'returned', handlerId: null };
    case 'CustomerContacted':
      return { ...settle(state, ['complaint-contact']), status: 'contacted' };
    case 'ComplaintInvestigated':
      return { ...state, status: 'investigated' };
    case 'ComplaintAdjudicated':
      return { ...state, status: 'adjudicated', verdict: event.data.verdict };
    case 'ComplaintRemedied':
      return remedied(state, event.data.remedy);
    case 'ComplaintReplied':
      return { ...settle(state, answering), status: 'replied', repliedBy: event.data.handlerId };
    case 'ComplaintClosed':
      return { ...settle(state, answering), status: 'closed' };
    case 'ComplaintReopened':
      return reopened(state, event);
    case 'ComplaintUrged':
      return { ...state, urgedBy: [...state.urgedBy, event.data.contactId] };
    case 'ComplaintDeadlineMissed':
      return { ...state, missed: [...state.missed, event.data.promise] };
    default:
      return state; // An older binary may meet a newer fact.
  }
}

/** Kept by the answer. */
export const answering: readonly FrozenPromise['promise'][] = [
  'complaint-internal-reply',
  'complaint-reply',
  'complaint-hard-stop',
];

const beforeAcceptance: readonly Status[] = ['lodged', 'dispatched', 'returned', 'reopened'];
const afterAcceptance = (status: Status) =>
  beforeAcceptance.includes(status) ? ('accepted' as const) : status;

function lodged({
  data,
  at,
}: Extract<ComplaintEvent, { type: 'ComplaintLodged' }>): ComplaintState {
  return {
    status: 'lodged',
    complaintId: data.complaintId,
    customerId: data.customerId,
    ownerId: data.ownerId,
    handlerId: null,
    severity: data.severity,
    unitId: data.unitId,
    startedAt: at,
    promises: data.promises,
    missed: [],
    settled: [],
    verdict: null,
    remedies: [],
    repliedBy: null,
    urgedBy: [],
  };
}

// A follow-up after the answer is recovery too, but the answer stands.
const remedied = (state: KnownComplaint, remedy: Remedy): KnownComplaint => ({
  ...state,
  status: state.status === 'replied' ? 'replied' : 'remedied',
  remedies: [...state.remedies, remedy],
});

function reopened(
  state: KnownComplaint,
  { data, at }: Extract<ComplaintEvent, { type: 'ComplaintReopened' }>,
): KnownComplaint {
  return {
    ...state,
    status: 'reopened',
    startedAt: at,
    promises: data.promises,
    missed: [],
    settled: [],
    verdict: null,
    remedies: [],
  };
}
