/** What a decision about an inquiry needs to remember, folded from its events. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  AccountId,
  Finding,
  InquiryEvent,
  InquiryId,
  InquiryStatus,
  Tester,
} from '@taizhang/contracts/billing-inquiries';
import type { ContactId, CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import { answering, settle, start, testing } from './promise.policy';

export type KnownInquiry = Readonly<{
  status: InquiryStatus;
  inquiryId: InquiryId;
  customerId: CustomerId | null;
  accountId: AccountId | null;
  ownerId: ActorId;
  handlerId: ActorId | null;
  /** Answers for what is late: the handler's, nobody's before. */
  unitId: UnitId | null;
  /** Opening, or the last reopening. */
  startedAt: Instant;
  promises: readonly FrozenPromise[];
  missed: readonly string[];
  /** Promises that were acted upon, in time or late: their clocks have stopped. */
  settled: readonly string[];
  tester: Tester;
  test: Readonly<{ errorRate: number; toleranceRate: number }> | null;
  finding: Finding | null;
  proposal: Readonly<{ by: ActorId; amountFen: number }> | null;
  repliedBy: ActorId | null;
  /** Contacts in which the customer asked where it stays. */
  urgedBy: readonly ContactId[];
}>;

export type InquiryState = { readonly status: 'unknown' } | KnownInquiry;

export const unknownInquiry: InquiryState = { status: 'unknown' };

/** Total over every order of events: only an inquiry that was never opened stays unknown. */
export function evolveInquiry(state: InquiryState, event: InquiryEvent): InquiryState {
  if (event.type === 'InquiryOpened') return opened(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'InquiryVerified':
      return verified(state, event.data);
    case 'InquiryTakenOver':
      return { ...state, handlerId: event.data.handlerId, unitId: event.data.unitId };
    case 'InquiryTyped':
      return { ...state, status: state.status === 'verified' ? 'typed' : state.status };
    case 'InvestigationStarted':
      return { ...state, status: 'investigating' };
    case 'MeterTestRequested':
      return {
        ...start(settle(state, answering), event.data.promises),
        status: 'test-requested',
        tester: event.data.tester,
        test: null,
      };
    case 'MeterTested': {
      const { errorRate, toleranceRate, promises } = event.data;
      const test = { errorRate, toleranceRate };
      return { ...start(settle(state, testing), promises), status: 'tested', test };
    }
    case 'MeterTestDisputed': {
      const next = start(settle(state, answering), event.data.promises);
      return { ...next, status: 'test-disputed', tester: 'superior' };
    }
    default:
      return evolveOutcome(state, event);
  }
}

type Verified = Extract<InquiryEvent, { type: 'InquiryVerified' }>['data'];

/** What was tested, found and agreed on for one account says nothing of another. */
function verified(
  state: KnownInquiry,
  { accountId, customerId, handlerId, unitId }: Verified,
): KnownInquiry {
  const next = { ...state, accountId, customerId, handlerId, unitId };
  if (state.status === 'opened') return { ...next, status: 'verified' };
  if (state.status === 'verified' || state.accountId === accountId) return next;
  return { ...next, status: 'typed', ...{ test: null, finding: null, proposal: null } };
}

/** From the finding to the end. */
function evolveOutcome(state: KnownInquiry, event: InquiryEvent): KnownInquiry {
  switch (event.type) {
    case 'InquiryFindingMade':
      return { ...state, status: 'found', finding: event.data.finding, proposal: null };
    case 'AdjustmentProposed': {
      const { proposedBy: by, amountFen } = event.data;
      return { ...state, status: 'adjustment-proposed', proposal: { by, amountFen } };
    }
    case 'AdjustmentApproved':
      return { ...state, status: 'adjustment-approved' };
    case 'AdjustmentRejected':
      return { ...state, status: 'found', proposal: null };
    case 'AdjustmentPosted':
      return { ...state, status: 'adjustment-posted' };
    case 'InquiryAnswered':
    case 'InquiryReplied': {
      const repliedBy = event.data.handlerId;
      return { ...settle(state, answering), status: 'answered', repliedBy };
    }
    case 'InquiryClosed':
      return { ...settle(state, [...answering, ...testing]), status: 'closed' };
    case 'InquiryReopened':
      return {
        ...start(state, event.data.promises),
        ...{ status: 'reopened', startedAt: event.at },
        ...{ test: null, finding: null, proposal: null },
      };
    case 'InquiryUrged':
      return { ...state, urgedBy: [...state.urgedBy, event.data.contactId] };
    case 'InquiryDeadlineMissed':
      return { ...state, missed: [...state.missed, event.data.promise] };
    default:
      return state; // An older binary may meet a newer fact.
  }
}

const opened = ({ data, at }: Extract<InquiryEvent, { type: 'InquiryOpened' }>): KnownInquiry => ({
  status: 'opened',
  inquiryId: data.inquiryId,
  customerId: data.customerId,
  accountId: null,
  ownerId: data.ownerId,
  handlerId: null,
  unitId: null,
  startedAt: at,
  promises: data.promises,
  missed: [],
  settled: [],
  tester: 'company',
  ...{ test: null, finding: null, proposal: null, repliedBy: null },
  urgedBy: [],
});
