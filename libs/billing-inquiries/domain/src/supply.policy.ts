/** What happens to a supply, told as events: reconnections, mistakes, notices, missed promises. */
import type { AccountEvent, Mistake, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import { mistakeTitles } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintId } from '@taizhang/contracts/complaints';
import type { FaultId } from '@taizhang/contracts/intake';
import { idFrom, type ActorId, type Instant } from '@taizhang/kernel';
import type { AccountCommand, AccountCommandPayloads, Whose } from './account.commands';
import { dayOf, overdue, sumOf } from './account-money.policy';
import type { AccountState } from './account.state';
import { mistakeIn } from './disconnection.policy';
import { penaltyFen } from './late-payment.policy';
import { deadlineProcess } from './promise.policy';

type Event = AccountEvent | SupplyEvent;
type Payloads = AccountCommandPayloads;

export const whoseOf = ({ accountId, supplyPointId, customerId }: Whose): Whose => ({
  accountId,
  supplyPointId,
  customerId,
});

type Reconnecting = Extract<
  AccountCommand,
  { type: 'AdjustAccount' | 'ReceivePayment' | 'ReportBalance' | 'RecordCut' | 'ReportMistake' }
>;

export const reconnection = ({ at, by, data }: Omit<Reconnecting, 'type'>): Event => ({
  type: 'ReconnectionRequested',
  at,
  by,
  data: { ...whoseOf(data), unitId: data.unitId, promises: [...data.promises] },
});

/** Fault and complaint have ids derived from the cut: found out twice they are the same two. */
export function found(
  told: Omit<Payloads['ReportMistake'], 'promises'>,
  disconnectedAt: Instant,
  at: Instant,
  by: ActorId,
): Event {
  const { customerId, supplyPointId, area, place, statement, unitId, accountId } = told;
  const mistake: Mistake = told.mistake;
  return {
    type: 'MistakenDisconnectionFound',
    at,
    by,
    data: {
      customerId,
      supplyPointId,
      area,
      place,
      statement,
      unitId,
      disconnectedAt,
      faultId: idFrom('fault', 'mistaken-disconnection', accountId, disconnectedAt) as FaultId,
      complaintId: idFrom(
        'complaint',
        'mistaken-disconnection',
        accountId,
        disconnectedAt,
      ) as ComplaintId,
      accountId,
      mistake,
      inquiryId: told.inquiryId,
    },
  };
}

export function noticeOf(data: Payloads['NoticeArrears'], state: AccountState, at: Instant) {
  const day = dayOf(at);
  const debts = overdue(state, day);
  return {
    ...whoseOf(data),
    overdueFen: sumOf(debts),
    penaltyFen: debts.reduce((sum, debt) => sum + penaltyFen(debt, day), 0),
    oldestDueOn: debts[0]!.dueOn,
    promises: [...data.promises],
  };
}

type Missed = Extract<SupplyEvent, { type: 'ReconnectionDeadlineMissed' }>;

/** Promises of a reconnection that ran out by then, each told once. */
export const late = (whose: Whose, { reconnection, missed, unitId }: AccountState, at: Instant) =>
  reconnection
    .filter(({ promise, dueAt }) => at > dueAt && !missed.includes(promise))
    .map(({ promise, dueAt }): Missed => ({
      type: 'ReconnectionDeadlineMissed',
      at: dueAt as Instant,
      by: deadlineProcess,
      data: { ...whose, promise, dueAt: dueAt as Instant, unitId },
    }));

/** A cut, and what it brings about when we had no right to it. */
export function cutEvents(
  { at, by, data }: Extract<AccountCommand, { type: 'RecordCut' }>,
  state: AccountState,
): Event[] {
  const { cause } = data;
  const mistake = mistakeIn(state, cause, at);
  const cut: Event = { type: 'SupplyCut', at, by, data: { ...whoseOf(data), cause } };
  if (!mistake) {
    // Told of after the payment that followed it.
    const isPaid =
      cause === 'arrears'
        ? overdue(state, dayOf(at)).length === 0
        : state.balanceFen !== null && state.balanceFen >= 0;
    return [cut, ...(isPaid ? [reconnection({ at, by, data })] : [])];
  }
  const statement = `系统核查发现停电有误：${mistakeTitles[mistake].zh}。`;
  const told = { ...data, mistake, statement, inquiryId: null };
  return [cut, found(told, at, at, by), reconnection({ at, by, data })];
}
