/**
 * Which step comes next, for the person who looks at it. The service decides what is allowed; this
 * only saves people from pressing what would be refused (the lifecycle of billing inquiries).
 */
import type { InquiryStatus, SupplyStatus } from '@taizhang/contracts/billing-inquiries';
import type { Account, Inquiry } from '@taizhang/contracts/views';
import {
  may,
  type AccountStep,
  type InquiryStep,
  type Principal,
} from '@taizhang/portal/data-access';
import { localDayOf } from '@taizhang/portal/ui';

export type Next<Step> = Readonly<{
  /** The one thing to do next; null where this person can only wait. */
  primary: Step | null;
  others: readonly Step[];
}>;

type Looked = Pick<Inquiry, 'status' | 'handlerId' | 'unitId' | 'tests' | 'finding' | 'adjustment'>;

const byStatus: Readonly<Record<InquiryStatus, readonly InquiryStep[]>> = {
  opened: ['verification'],
  verified: ['kind'],
  typed: ['answer', 'investigation', 'kind'],
  investigating: ['finding', 'meter-test', 'answer'],
  'test-requested': ['meter-test/result'],
  tested: ['finding', 'meter-test/dispute', 'meter-test'],
  'test-disputed': ['meter-test/result'],
  found: ['adjustment', 'reply', 'finding'],
  'adjustment-proposed': ['adjustment'],
  'adjustment-approved': ['adjustment/posting'],
  'adjustment-posted': ['reply'],
  answered: ['closure', 'reopening'],
  reopened: ['investigation', 'answer'],
  closed: ['reopening'],
};
const byAnybody: readonly InquiryStep[] = ['verification', 'closure', 'reopening'];

export function nextSteps(inquiry: Looked, principal: Principal): Next<InquiryStep> {
  const { status, handlerId, unitId } = inquiry;
  const { staffId } = principal;
  const decides = decisionsOf(inquiry, principal);
  const everyUnit = may(principal, 'inquiry.approve');
  const ownUnit = handlerId === null || everyUnit || unitId === principal.unitId;
  if (!may(principal, 'inquiry.write') || !ownUnit) return offered(decides);
  const isMine = handlerId === staffId;
  const steps = byStatus[status].filter(
    (step) => (isMine || byAnybody.includes(step)) && isOpen(step, inquiry),
  );
  const isOver = status === 'answered' || status === 'closed';
  if (status === 'closed') return { primary: null, others: steps };
  const takeover: InquiryStep[] = handlerId !== null && !isMine && !isOver ? ['takeover'] : [];
  // A proposal waits for its decision: changing it is possible, but not the usual thing.
  if (status === 'adjustment-proposed' || (takeover.length > 0 && decides.length === 0)) {
    const [first = null, ...rest] = decides;
    return { primary: first, others: [...rest, ...steps, ...takeover] };
  }
  return offered([...decides, ...steps, ...takeover]);
}

function offered<Step>(steps: readonly Step[]): Next<Step> {
  const [primary = null, ...others] = steps;
  return { primary, others };
}

/** Nobody approves what they proposed themselves. */
function decisionsOf({ status, adjustment }: Looked, principal: Principal): InquiryStep[] {
  const isOwn = adjustment?.proposedBy === principal.staffId;
  if (status !== 'adjustment-proposed' || isOwn || !may(principal, 'inquiry.approve')) return [];
  return ['adjustment/approval', 'adjustment/rejection'];
}

/** What was wrong is put right before it is answered; what was not needs no adjustment. */
function isOpen(step: InquiryStep, { status, finding, tests }: Looked): boolean {
  if (status === 'found' && step === 'adjustment') return finding !== 'no-error';
  if (status === 'found' && step === 'reply') return finding === 'no-error';
  if (step === 'meter-test/dispute') return tests.at(-1)?.tester !== 'superior';
  return true;
}

const bySupply: Readonly<Record<SupplyStatus, readonly AccountStep[]>> = {
  on: ['arrears-notice'],
  dunned: ['disconnection'],
  'cut-proposed': ['disconnection/approval'],
  'cut-approved': ['disconnection/announcement', 'disconnection/execution'],
  cut: ['restoration', 'mistaken-disconnection'],
  'reconnection-due': ['restoration', 'mistaken-disconnection'],
};

/** Told of today: an announcement is of the day on which it was made. */
function isAnnounced({ waits }: Account, now: number): boolean {
  const told = waits.find(({ promise }) => promise === 'disconnection-second-notice');
  return told !== undefined && localDayOf(told.startedAt) === localDayOf(now);
}

/** @param now what is overdue and which waits have passed depends on it */
export function nextAccountSteps(
  account: Account,
  principal: Principal,
  now: number,
): Next<AccountStep> {
  if (!may(principal, 'inquiry.write')) return offered([]);
  const overdue = account.overdueSince !== null && Date.parse(account.overdueSince) <= now;
  const waited = account.waits.every(({ dueAt }) => Date.parse(dueAt) < now);
  const steps = bySupply[account.supply].filter((step) => {
    if (step === 'arrears-notice') return overdue;
    if (step === 'disconnection') return overdue && waited;
    if (step === 'disconnection/announcement') return overdue && !isAnnounced(account, now);
    if (step === 'disconnection/execution') return waited && isAnnounced(account, now);
    if (step === 'mistaken-disconnection') return account.mistake === null;
    if (step !== 'disconnection/approval') return true;
    return may(principal, 'inquiry.approve') && account.proposedBy !== principal.staffId;
  });
  return offered(steps);
}
