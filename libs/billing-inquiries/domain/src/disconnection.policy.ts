/**
 * When a supply may be cut, and when a cut was a mistake. Refusals are in order of precedence.
 * Sources (requirements B1, B2): more than 30 days overdue and dunned [L1] grade B; notice 7 days
 * before [Y23] grade U; told again 30 minutes before [BJ15] grade B. All limits come frozen from
 * the rulebook, with the notice and with the announcement.
 */
import type { Mistake } from '@taizhang/contracts/billing-inquiries';
import type { Instant } from '@taizhang/kernel';
import type { AccountCommand } from './account.commands';
import { dayOf, overdue } from './account-money.policy';
import type { AccountState } from './account.state';

export const accountRefusals = [
  /** Nothing was ever told of such an account. */
  'account-unknown',
  /** The supply is off already. */
  'account-supply-cut',
  /** The supply is on: there is nothing to restore and no mistake to report. */
  'account-supply-on',
  /** Nothing is overdue. */
  'account-nothing-overdue',
  /** The customer was not told: nobody is cut off unannounced. */
  'account-not-noticed',
  /** The notice or the 30 days have not run out. */
  'account-notice-running',
  /** Nobody proposed to cut it. */
  'account-disconnection-not-proposed',
  /** Nobody approves what they proposed themselves. */
  'account-own-proposal',
  /** A second person has not agreed. */
  'account-disconnection-not-approved',
  /** The customer was not told once more today: nobody is cut off in the middle of something. */
  'account-not-announced',
  /** The clock of the reconnection has not run out, or the supply is on. */
  'account-deadline-not-missed',
] as const;
export type AccountRefusal = (typeof accountRefusals)[number];

export const isOff = ({ supply }: AccountState) =>
  supply === 'cut' || supply === 'reconnection-due';

/** Why this is refused now; null when it is not. Facts of others are never refused. */
export function accountRefusal(
  command: AccountCommand,
  state: AccountState,
): AccountRefusal | null {
  const { type, at, by } = command;
  switch (type) {
    case 'NoticeArrears':
      return mayBeThreatened(state, at);
    case 'ProposeDisconnection':
      return mayBeThreatened(state, at) ?? waited(state, at);
    case 'ApproveDisconnection':
      if (state.supply !== 'cut-proposed') return 'account-disconnection-not-proposed';
      return state.proposedBy === by ? 'account-own-proposal' : mayBeThreatened(state, at);
    case 'ExecuteDisconnection':
      if (isOff(state)) return 'account-supply-cut';
      if (state.supply !== 'cut-approved') return 'account-disconnection-not-approved';
      return mayBeThreatened(state, at) ?? announced(state, at) ?? waited(state, at);
    case 'AnnounceDisconnection':
      if (isOff(state)) return 'account-supply-cut';
      if (state.supply !== 'cut-approved') return 'account-disconnection-not-approved';
      return mayBeThreatened(state, at);
    case 'RestoreSupply':
    case 'ReportMistake':
      if (!state.known) return 'account-unknown';
      return isOff(state) ? null : 'account-supply-on';
    case 'MissReconnection': {
      const promise = state.reconnection.find((one) => one.promise === command.data.promise);
      const late = promise && isOff(state) && at > promise.dueAt;
      return late ? null : 'account-deadline-not-missed';
    }
    default:
      return null;
  }
}

function mayBeThreatened(state: AccountState, at: Instant): AccountRefusal | null {
  if (!state.known) return 'account-unknown';
  if (isOff(state)) return 'account-supply-cut';
  return overdue(state, dayOf(at)).length === 0 ? 'account-nothing-overdue' : null;
}

function waited({ waits, supply }: AccountState, at: Instant): AccountRefusal | null {
  if (supply === 'on') return 'account-not-noticed';
  return waits.some(({ dueAt }) => at <= dueAt) ? 'account-notice-running' : null;
}

/**
 * An announcement is of the day on which it was made. The source has only the half hour; that it
 * does not last for ever is ours, as the customer was told of today.
 */
export const isAnnounced = ({ announcedAt }: AccountState, at: Instant): boolean =>
  announcedAt !== null && dayOf(announcedAt) === dayOf(at);

const announced = (state: AccountState, at: Instant): AccountRefusal | null =>
  isAnnounced(state, at) ? null : 'account-not-announced';

/** Why we had no right to cut it then; null when we had. */
export function mistakeIn(
  now: AccountState,
  cause: 'arrears' | 'prepaid-balance',
  at: Instant,
): Mistake | null {
  const { averted } = now;
  const state = averted && at < averted.until ? { ...now, ...averted } : now;
  if (cause === 'prepaid-balance') {
    if (state.balanceFen === null) return 'wrong-meter';
    const { balanceFen, balanceAt, balanceBefore } = state;
    const then = balanceAt !== null && at < balanceAt ? balanceBefore?.balanceFen : balanceFen;
    // What was left before the first balance we were told is not known to anybody here.
    return then !== undefined && then >= 0 ? 'balance-left' : null;
  }
  if (overdue(state, dayOf(at)).length === 0) return 'paid';
  if (state.supply === 'on') return 'not-noticed';
  if (state.waits.some(({ dueAt }) => at <= dueAt)) return 'too-early';
  if (state.supply !== 'cut-approved') return 'not-approved';
  return isAnnounced(state, at) ? null : 'not-announced';
}
