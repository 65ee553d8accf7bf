/**
 * Which step may follow which (requirements part C, billing inquiry), and the refusals in order
 * of precedence: the first that applies is told.
 */
import type { InquiryStatus } from '@taizhang/contracts/billing-inquiries';
import { adjustmentOf, basisFor } from './adjustment.policy';
import type { InquiryCommand } from './inquiry.commands';
import type { KnownInquiry } from './inquiry.state';
import { promiseOf } from './promise.policy';

export const inquiryRefusals = [
  /** No such inquiry was ever opened. */
  'inquiry-unknown',
  /** It is closed: reopen it first, so that the reopening is counted. */
  'inquiry-closed',
  /** The customer has the answer; only closing and reopening are left. */
  'inquiry-already-answered',
  /** The account was not checked, so nobody answers for it yet. */
  'inquiry-not-verified',
  /** Somebody else answers for it; take it over first. */
  'inquiry-handled-by-another',
  /** What the customer wants was not said in our terms. */
  'inquiry-not-typed',
  /** Nobody has begun to look into it. */
  'inquiry-not-investigated',
  /** The meter is on test: its result comes first. */
  'inquiry-test-running',
  /** No test was asked for whose result this could be. */
  'inquiry-test-not-requested',
  /** There is no result that could be disputed. */
  'inquiry-not-tested',
  /** The superior metrology body has spoken; there is no higher one [M1]. */
  'inquiry-test-final',
  /** The test says the opposite of this finding. */
  'inquiry-test-contradicts',
  /** Without a finding there is nothing to settle. */
  'inquiry-no-finding',
  /** The finding says that nothing was wrong. */
  'inquiry-nothing-to-adjust',
  /** The basis or the measured error does not belong to the finding. */
  'inquiry-adjustment-mismatch',
  /** By these figures nobody gets or pays anything. */
  'inquiry-adjustment-zero',
  /** Nothing was proposed that could be decided. */
  'inquiry-adjustment-not-proposed',
  /** Nobody approves what they proposed themselves (requirements A36). */
  'inquiry-own-proposal',
  /** Money moves only after a second person agreed. */
  'inquiry-adjustment-not-approved',
  /** What was found wrong is put right before it is answered. */
  'inquiry-not-adjusted',
  /** It is closed only after the customer had an answer. */
  'inquiry-not-answered',
  /** There is no answer yet that could have failed. */
  'inquiry-still-open',
  /** The clock of this promise has not run out, or it was kept. */
  'inquiry-deadline-not-missed',
] as const;
export type InquiryRefusal = (typeof inquiryRefusals)[number];

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
  if (command.type === 'CloseInquiry') {
    return status === 'answered' ? null : 'inquiry-not-answered';
  }
  if (status === 'answered') return 'inquiry-already-answered';
  switch (command.type) {
    case 'VerifyInquiry':
      return notMine(command, state);
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
    case 'AnswerInquiry':
    case 'StartInvestigation':
      return null;
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
