/**
 * One account: facts of others as they come, and the supply from the notice of arrears to the
 * reconnection: noticed → proposed → approved by another → cut → paid → to be reconnected → on.
 * A cut that was a mistake is found out with the very fact that tells of it.
 */
import type { AccountEvent, Mistake, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import { mistakeTitles } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintId } from '@taizhang/contracts/complaints';
import type { FaultId } from '@taizhang/contracts/intake';
import { accept, alreadyDone, idFrom, refuse, unreachable } from '@taizhang/kernel';
import type { ActorId, Decider, Instant } from '@taizhang/kernel';
import type { AccountCommand, AccountCommandPayloads, Whose } from './account.commands';
import {
  dayOf,
  evolveAccount,
  overdue,
  sumOf,
  untoldAccount,
  type AccountState,
} from './account.state';
import { accountRefusal, isOff, mistakeIn, type AccountRefusal } from './disconnection.policy';
import { penaltyFen } from './late-payment.policy';
import { deadlineProcess } from './promise.policy';

type Event = AccountEvent | SupplyEvent;
type Payloads = AccountCommandPayloads;

export const accountDecider: Decider<AccountCommand, AccountState, Event, AccountRefusal> = {
  initialState: untoldAccount,
  evolve: evolveAccount,

  decide(command, state) {
    if (holdsAlready(command, state)) return alreadyDone;
    const refusal = accountRefusal(command, state);
    return refusal ? refuse(refusal) : accept(...eventsOf(command, state));
  },
};

/** Telling twice is one fact, also when two systems tell it. */
function holdsAlready({ type, data }: AccountCommand, state: AccountState): boolean {
  switch (type) {
    case 'IssueBill':
      return state.billIds.includes(data.billId);
    case 'ReceivePayment':
      return state.paymentIds.includes(data.paymentId);
    case 'RecordCut':
      return isOff(state);
    case 'RecordRestoration':
      return !isOff(state);
    case 'NoticeArrears':
      return state.waits.length > 0;
    case 'ProposeDisconnection':
      return state.supply === 'cut-proposed' || state.supply === 'cut-approved';
    case 'ApproveDisconnection':
      return state.supply === 'cut-approved';
    case 'ReportMistake':
      return state.cut?.mistaken === true;
    case 'MissReconnection':
      return state.missed.includes(data.promise);
    default:
      return false;
  }
}

function eventsOf(command: AccountCommand, state: AccountState): Event[] {
  const { type, at, by, data } = command;
  const whose = whoseOf(data);
  switch (type) {
    case 'TakeReading':
      return [{ type: 'MeterReadingTaken', at, by, data }];
    case 'IssueBill':
      return [{ type: 'BillIssued', at, by, data }];
    case 'AdjustAccount':
      return [{ type: 'AccountAdjusted', at, by, data }];
    case 'ReceivePayment': {
      const { unitId, promises, ...payment } = data;
      const event = { type: 'PaymentReceived' as const, at, by, data: payment };
      const paid = overdue(evolveAccount(state, event), dayOf(at)).length === 0;
      const due = paid && state.supply === 'cut' && state.cut?.cause === 'arrears';
      return [event, ...(due ? [reconnection(command)] : [])];
    }
    case 'ReportBalance': {
      const { unitId, promises, ...balance } = data;
      const event = { type: 'PrepaidBalanceReported' as const, at, by, data: balance };
      const cause = state.supply === 'cut' ? state.cut?.cause : undefined;
      const due = data.balanceFen >= 0 && cause === 'prepaid-balance';
      return [event, ...(due ? [reconnection(command)] : [])];
    }
    case 'RecordCut': {
      const { cause } = data;
      const mistake = mistakeIn(state, cause, at);
      const cut: Event = { type: 'SupplyCut', at, by, data: { ...whose, cause } };
      if (!mistake) return [cut];
      const statement = `系统核查发现停电有误：${mistakeTitles[mistake].zh}。`;
      const told = { ...data, mistake, statement, inquiryId: null };
      return [cut, found(told, at, at, by), reconnection(command)];
    }
    case 'ReportMistake': {
      const cutAt = state.cut?.at ?? at;
      const running = state.supply === 'reconnection-due';
      return [found(data, cutAt, at, by), ...(running ? [] : [reconnection(command)])];
    }
    case 'NoticeArrears':
      return [{ type: 'ArrearsNoticed', at, by, data: noticeOf(data, state, at) }];
    case 'ProposeDisconnection': {
      const overdueFen = sumOf(overdue(state, dayOf(at)));
      const proposal = { ...whose, proposedBy: by, overdueFen };
      return [{ type: 'DisconnectionProposed', at, by, data: proposal }];
    }
    case 'ApproveDisconnection':
      return [{ type: 'DisconnectionApproved', at, by, data: { ...whose, approvedBy: by } }];
    case 'ExecuteDisconnection':
      return [{ type: 'SupplyCut', at, by, data: { ...whose, cause: 'arrears' } }];
    case 'RecordRestoration':
    case 'RestoreSupply': {
      const [first] = state.reconnection;
      const startedAt = (first?.startedAt ?? null) as Instant | null;
      const dueAt = (first?.dueAt ?? null) as Instant | null;
      const restored = { ...whose, startedAt, dueAt };
      return [...late(whose, state, at), { type: 'SupplyReconnected', at, by, data: restored }];
    }
    case 'MissReconnection':
      return late(whose, state, at).filter(({ data }) => data.promise === command.data.promise);
    default:
      return unreachable(command);
  }
}

const whoseOf = ({ accountId, supplyPointId, customerId }: Whose): Whose => ({
  accountId,
  supplyPointId,
  customerId,
});

type Reconnecting = Extract<
  AccountCommand,
  { type: 'ReceivePayment' | 'ReportBalance' | 'RecordCut' | 'ReportMistake' }
>;

const reconnection = ({ at, by, data }: Reconnecting): Event => ({
  type: 'ReconnectionRequested',
  at,
  by,
  data: { ...whoseOf(data), unitId: data.unitId, promises: [...data.promises] },
});

/** Fault and complaint have ids derived from the cut: found out twice they are the same two. */
function found(
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

function noticeOf(data: Payloads['NoticeArrears'], state: AccountState, at: Instant) {
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
const late = (whose: Whose, { reconnection, missed, unitId }: AccountState, at: Instant) =>
  reconnection
    .filter(({ promise, dueAt }) => at > dueAt && !missed.includes(promise))
    .map(({ promise, dueAt }): Missed => ({
      type: 'ReconnectionDeadlineMissed',
      at: dueAt as Instant,
      by: deadlineProcess,
      data: { ...whose, promise, dueAt: dueAt as Instant, unitId },
    }));
