/**
 * Which step comes next, for the person who looks at it. The services decide what is allowed; this
 * only saves people from pressing what would be refused (the lifecycle of the complaints domain).
 */
import type { Status } from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import { may, type ComplaintStep, type Principal } from '@taizhang/portal/data-access';

export type Waiting =
  'not-permitted' | 'dispatch' | 'other-unit' | 'acceptance' | 'handler' | 'nothing';

export type NextSteps = Readonly<{
  /** The one thing to do next; null where this person can only wait. */
  primary: ComplaintStep | null;
  others: readonly ComplaintStep[];
  /** Why there is nothing to do for this person; null where there is. */
  waiting: Waiting | null;
}>;

type Looked = Pick<Complaint, 'status' | 'unitId' | 'handlerId' | 'verdict' | 'remedies'>;

export function nextSteps(complaint: Looked, principal: Principal): NextSteps {
  const writes = may(principal, 'complaint.write');
  const dispatches = may(principal, 'complaint.dispatch');
  if (!writes && !dispatches) return waitFor('not-permitted');
  // Whoever dispatches stands above units; a handler acts for their own.
  if (!dispatches && complaint.unitId !== principal.unitId) return waitFor('other-unit');

  const mine = complaint.handlerId === principal.staffId;
  const steps = stepsOf(complaint, mine).filter((step) =>
    step === 'dispatch' ? dispatches : writes,
  );
  const primary = usualStep(complaint, mine);
  if (primary && steps.includes(primary)) {
    return { primary, others: steps.filter((step) => step !== primary), waiting: null };
  }
  return { primary: null, others: steps, waiting: waitingFor(complaint.status) };
}

const waitFor = (waiting: Waiting): NextSteps => ({ primary: null, others: [], waiting });

const waitingFor = (status: Status): Waiting => {
  if (status === 'lodged' || status === 'returned') return 'dispatch';
  if (status === 'dispatched' || status === 'reopened') return 'acceptance';
  return status === 'closed' ? 'nothing' : 'handler';
};

/** Null also where a colleague answers for it: taking over is possible, but not the usual thing. */
function usualStep(complaint: Looked, mine: boolean): ComplaintStep | null {
  const { status, handlerId } = complaint;
  const byAnyone: Partial<Record<Status, ComplaintStep | null>> = {
    lodged: 'dispatch',
    returned: 'dispatch',
    dispatched: 'acceptance',
    replied: 'closure',
    closed: null,
  };
  const step = byAnyone[status];
  if (step !== undefined) return step;
  if (!mine) return handlerId === null || status === 'reopened' ? 'acceptance' : null;
  if (status === 'reopened' || status === 'accepted') return 'customer-contact';
  if (status === 'contacted') return 'investigation';
  if (status === 'investigated') return 'adjudication';
  return mustRemedy(complaint) ? 'remedies' : 'reply';
}

/** What proved true is made good before it is answered; a follow-up makes nothing good. */
const mustRemedy = ({ verdict, remedies }: Looked): boolean =>
  verdict !== 'unproven' && remedies.every(({ remedy }) => remedy === 'follow-up');

const handling: Partial<Record<Status, readonly ComplaintStep[]>> = {
  reopened: ['customer-contact', 'return'],
  accepted: ['customer-contact', 'return'],
  contacted: ['investigation', 'customer-contact', 'return'],
  investigated: ['adjudication', 'investigation', 'customer-contact', 'return'],
  adjudicated: ['remedies', 'reply', 'adjudication', 'investigation', 'return'],
  remedied: ['reply', 'remedies', 'adjudication', 'return'],
};

/** Everything the lifecycle allows now, whoever may do it. */
function stepsOf(complaint: Looked, mine: boolean): ComplaintStep[] {
  const { status } = complaint;
  switch (status) {
    case 'lodged':
    case 'returned':
      return ['dispatch'];
    case 'dispatched':
      return ['acceptance', 'return', 'dispatch'];
    case 'replied':
      return mine ? ['closure', 'remedies', 'reopening'] : ['closure', 'reopening'];
    case 'closed':
      return ['reopening'];
    default: {
      const ownSteps = mine ? (handling[status] ?? []) : (['acceptance'] as const);
      const mayReply = !mustRemedy(complaint);
      return [...ownSteps.filter((step) => step !== 'reply' || mayReply), 'dispatch'];
    }
  }
}
