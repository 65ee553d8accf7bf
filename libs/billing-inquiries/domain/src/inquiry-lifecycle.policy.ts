/** Which step may follow which (requirements part C, billing inquiry). */
import type { InquiryStatus } from '@taizhang/contracts/billing-inquiries';
import { adjustmentOf, basisFor } from './adjustment.policy';
import type { InquiryCommand } from './inquiry.commands';
import type { InquiryRefusal } from './inquiry.refusals';
import type { KnownInquiry } from './inquiry.state';
import { promiseOf } from './promise.policy';

type Asked = Exclude<InquiryCommand, { type: 'OpenInquiry' }>;
type Of<Type extends Asked['type']> = Extract<Asked, { type: Type }>;

/** Why the lifecycle refuses this command now; null when it does not. */
export function inquiryRefusal(command: Asked, state: KnownInquiry): InquiryRefusal | null {
  const { status } = state;
  if (command.type === 'ReopenInquiry') {
    return status === 'closed' || status === 'answered' ? null : 'inquiry-still-open';
  }
  if (command.type === 'MissInquiryDeadline') return deadlineRefusal(command, state);
  if (status === 'closed') return 'inquiry-closed';
  // An answer that the customer waits to see closed may be urged too.
  if (command.type === 'UrgeInquiry') return null;
  if (command.type === 'CloseInquiry') {
    return status === 'answered' ? null : 'inquiry-not-answered';
  }
  if (status === 'answered') return 'inquiry-already-answered';
  switch (command.type) {
    case 'VerifyInquiry':
      return notMine(command, state) ?? (onTest.includes(status) ? 'inquiry-test-running' : null);
    case 'TakeOverInquiry':
      return state.handlerId === null ? 'inquiry-not-verified' : null;
    case 'ApproveAdjustment':
    case 'RejectAdjustment':
      if (status !== 'adjustment-proposed') return 'inquiry-adjustment-not-proposed';
      return state.proposal?.by === command.by ? 'inquiry-own-proposal' : null;
    default:
      if (state.handlerId === null) return 'inquiry-not-verified';
      return notMine(command, state) ?? handlingRefusal(command, state);
  }
}

const notMine = ({ by }: Asked, { handlerId }: KnownInquiry): InquiryRefusal | null =>
  handlerId !== null && handlerId !== by ? 'inquiry-handled-by-another' : null;

type Handling = Exclude<
  Asked,
  Of<
    | 'ReopenInquiry'
    | 'MissInquiryDeadline'
    | 'CloseInquiry'
    | 'UrgeInquiry'
    | 'VerifyInquiry'
    | 'TakeOverInquiry'
    | 'ApproveAdjustment'
    | 'RejectAdjustment'
  >
>;

const onTest: readonly InquiryStatus[] = ['test-requested', 'test-disputed'];
const begun: readonly InquiryStatus[] = ['investigating', 'tested', 'found'];
const settling: readonly InquiryStatus[] = [
  'found',
  'adjustment-proposed',
  'adjustment-approved',
  'adjustment-posted',
];

/** Steps that only the one who answers for the inquiry may take. */
function handlingRefusal(command: Handling, state: KnownInquiry): InquiryRefusal | null {
  const { status, test, tester } = state;
  if (command.type === 'RecordMeterTest') {
    return onTest.includes(status) ? null : 'inquiry-test-not-requested';
  }
  if (onTest.includes(status)) return 'inquiry-test-running';
  if (command.type === 'TypeInquiry') return null;
  if (status === 'verified') return 'inquiry-not-typed';
  switch (command.type) {
    case 'StartInvestigation':
      return null;
    case 'AnswerInquiry':
      // Answered in whatever words, what was tested or found is put right before.
      return state.test || state.finding ? replyRefusal(state) : null;
    case 'RequestMeterTest':
      return begun.includes(status) ? null : 'inquiry-not-investigated';
    case 'DisputeMeterTest':
      if (!test) return 'inquiry-not-tested';
      return tester === 'superior' ? 'inquiry-test-final' : null;
    case 'MakeFinding':
      if (!begun.includes(status)) return 'inquiry-not-investigated';
      return contradicts(command, state) ? 'inquiry-test-contradicts' : null;
    case 'ProposeAdjustment':
      return proposalRefusal(command, state);
    case 'PostAdjustment':
      return status === 'adjustment-approved' ? null : 'inquiry-adjustment-not-approved';
    default:
      return replyRefusal(state);
  }
}

/** A tested meter is out of tolerance when, and only when, the test says so. */
function contradicts({ data }: Of<'MakeFinding'>, { test }: KnownInquiry): boolean {
  const isOut = test !== null && Math.abs(test.errorRate) > test.toleranceRate;
  if (data.finding === 'out-of-tolerance') return !isOut;
  return isOut && data.finding === 'no-error';
}

function proposalRefusal(
  { data: { figures } }: Of<'ProposeAdjustment'>,
  { finding, test, status }: KnownInquiry,
): InquiryRefusal | null {
  if (finding === null || !settling.includes(status)) return 'inquiry-no-finding';
  if (basisFor[finding] === null) return 'inquiry-nothing-to-adjust';
  if (basisFor[finding] !== figures.basis) return 'inquiry-adjustment-mismatch';
  if (figures.basis === 'out-of-tolerance' && figures.errorRate !== test?.errorRate) {
    return 'inquiry-adjustment-mismatch';
  }
  return adjustmentOf(figures).amountFen === 0 ? 'inquiry-adjustment-zero' : null;
}

function replyRefusal({ finding, status }: KnownInquiry): InquiryRefusal | null {
  if (finding === null || !settling.includes(status)) return 'inquiry-no-finding';
  const settled = finding === 'no-error' || status === 'adjustment-posted';
  return settled ? null : 'inquiry-not-adjusted';
}

function deadlineRefusal(
  { at, data }: Of<'MissInquiryDeadline'>,
  state: KnownInquiry,
): InquiryRefusal | null {
  const promise = promiseOf(state, data.promise);
  if (!promise || at <= promise.dueAt || state.settled.includes(data.promise)) {
    return 'inquiry-deadline-not-missed';
  }
  return null;
}
