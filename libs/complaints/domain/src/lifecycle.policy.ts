/**
 * Which step may follow which (requirements part C), and the refusals in order of precedence:
 * the first that applies is told.
 */
import type { Status } from '@taizhang/contracts/complaints';
import { ranOut } from '@taizhang/promises';
import type { ComplaintCommand } from './complaint.commands';
import type { KnownComplaint } from './complaint.state';

export const complaintRefusals = [
  /** No such complaint was ever lodged. */
  'complaint-unknown',
  /** It is closed: reopen it first, so that the reopening is counted. */
  'complaint-closed',
  /** The customer has the answer; only follow-up, closing and reopening are left. */
  'complaint-already-replied',
  /** No unit was asked to handle it yet. */
  'complaint-not-dispatched',
  /** Nobody answers for it yet: someone accepts it first (落实到个人头上). */
  'complaint-not-accepted',
  /** Somebody else answers for it; take it over by accepting it. */
  'complaint-handled-by-another',
  /** Talk to the customer before looking for the cause: they know what happened. */
  'complaint-customer-not-contacted',
  /** Nothing was found out that could be judged. */
  'complaint-not-investigated',
  /** An answer or a remedy needs a verdict behind it. */
  'complaint-not-adjudicated',
  /** What proved true is made good before it is answered (recovery, requirements A39 to A42). */
  'complaint-not-remedied',
  /** A compensation without an amount, or an amount for something else. */
  'complaint-amount-mismatch',
  /** It is closed only after the customer had an answer. */
  'complaint-not-replied',
  /** There is no answer yet that could have failed. */
  'complaint-still-open',
  /** The clock of this promise has not run out, or it was kept. */
  'complaint-deadline-not-missed',
] as const;

export type ComplaintRefusal = (typeof complaintRefusals)[number];

const unhandled: readonly Status[] = ['lodged', 'returned', 'reopened'];
const uncontacted: readonly Status[] = ['accepted', ...unhandled, 'dispatched'];
const judged: readonly Status[] = ['adjudicated', 'remedied'];

/** Why the ordinary lifecycle refuses this command now; null when it does not. */
export function ordinaryStep(
  command: Exclude<ComplaintCommand, { type: 'LodgeComplaint' }>,
  state: KnownComplaint,
): ComplaintRefusal | null {
  const { status } = state;
  switch (command.type) {
    case 'ReopenComplaint':
      return status === 'closed' || status === 'replied' ? null : 'complaint-still-open';
    case 'CloseComplaint':
      return status === 'replied' ? null : 'complaint-not-replied';
    case 'MissDeadline':
      return deadlineRefusal(command, state);
    case 'UrgeComplaint':
      return status === 'closed' ? 'complaint-closed' : null;
    case 'DispatchComplaint':
      return finished(status);
    case 'AcceptComplaint':
      if (status === 'lodged' || status === 'returned') return 'complaint-not-dispatched';
      return finished(status);
    default:
      return handlingRefusal(command, state);
  }
}

type HandlingCommand = Extract<
  ComplaintCommand,
  {
    type:
      | 'ReturnComplaint'
      | 'ContactCustomer'
      | 'InvestigateComplaint'
      | 'AdjudicateComplaint'
      | 'RemedyComplaint'
      | 'ReplyToComplaint';
  }
>;

/** Steps that only the one who answers for the complaint may take. */
function handlingRefusal(
  command: HandlingCommand,
  { status, handlerId, remedies, verdict }: KnownComplaint,
): ComplaintRefusal | null {
  if (status === 'closed') return 'complaint-closed';
  const followUp = command.type === 'RemedyComplaint' && command.data.remedy === 'follow-up';
  if (status === 'replied' && !followUp) return 'complaint-already-replied';
  if (command.type === 'ReturnComplaint' && status === 'dispatched') return null;
  if (status === 'lodged' || status === 'returned') return 'complaint-not-dispatched';
  if (handlerId === null) return 'complaint-not-accepted';
  if (handlerId !== command.by) return 'complaint-handled-by-another';
  if (command.type === 'ReturnComplaint' || command.type === 'ContactCustomer') return null;
  if (uncontacted.includes(status)) return 'complaint-customer-not-contacted';
  if (command.type === 'InvestigateComplaint') return null;
  if (status === 'contacted') return 'complaint-not-investigated';
  if (command.type === 'AdjudicateComplaint') return null;
  if (!judged.includes(status) && status !== 'replied') return 'complaint-not-adjudicated';
  if (command.type === 'RemedyComplaint') {
    const needsAmount = command.data.remedy === 'compensation';
    return needsAmount === (command.data.amountFen !== null) ? null : 'complaint-amount-mismatch';
  }
  // To ask afterwards how it went makes nothing good.
  const madeGood = remedies.some((remedy) => remedy !== 'follow-up');
  return verdict !== 'unproven' && !madeGood ? 'complaint-not-remedied' : null;
}

const finished = (status: Status): ComplaintRefusal | null => {
  if (status === 'closed') return 'complaint-closed';
  return status === 'replied' ? 'complaint-already-replied' : null;
};

const deadlineRefusal = (
  { at, data }: Extract<ComplaintCommand, { type: 'MissDeadline' }>,
  state: KnownComplaint,
): ComplaintRefusal | null =>
  ranOut(state, data.promise, at) ? null : 'complaint-deadline-not-missed';
