/**
 * One account: facts of others as they come, and the supply from the notice of arrears to the
 * reconnection: noticed → proposed → approved by another → announced → cut → paid → to be
 * reconnected → on.
 * A cut that was a mistake is found out with the very fact that tells of it.
 */
import type { AccountEvent, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { Decider, Instant } from '@taizhang/kernel';
import type { AccountCommand } from './account.commands';
import { dayOf, overdue, sumOf } from './account-money.policy';
import { evolveAccount, untoldAccount, type AccountState } from './account.state';
import { accountRefusal, isAnnounced, isOff, type AccountRefusal } from './disconnection.policy';
import { cutEvents, found, late, noticeOf, reconnection, whoseOf } from './supply.policy';

type Event = AccountEvent | SupplyEvent;

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
function holdsAlready({ type, at, data }: AccountCommand, state: AccountState): boolean {
  switch (type) {
    case 'IssueBill':
      return state.billIds.includes(data.billId);
    case 'ReceivePayment':
      return state.paymentIds.includes(data.paymentId);
    case 'RecordCut':
      return isOff(state);
    case 'RecordRestoration':
      return !isOff(state) || (state.cut !== null && at < state.cut.at);
    case 'NoticeArrears':
      return state.waits.length > 0;
    case 'ProposeDisconnection':
      return state.supply === 'cut-proposed' || state.supply === 'cut-approved';
    case 'ApproveDisconnection':
      return state.supply === 'cut-approved';
    case 'AnnounceDisconnection':
      return isAnnounced(state, at);
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
    case 'AdjustAccount': {
      const { unitId, promises, ...adjusted } = data;
      return litAgain(command, state, { type: 'AccountAdjusted', at, by, data: adjusted });
    }
    case 'ReceivePayment': {
      const { unitId, promises, ...payment } = data;
      return litAgain(command, state, { type: 'PaymentReceived', at, by, data: payment });
    }
    case 'ReportBalance': {
      const { unitId, promises, ...balance } = data;
      const event = { type: 'PrepaidBalanceReported' as const, at, by, data: balance };
      const cut = state.supply === 'cut' && state.cut?.cause === 'prepaid-balance' && state.cut;
      const due = cut && data.balanceFen >= 0 && at >= cut.at;
      return [event, ...(due ? [reconnection(command)] : [])];
    }
    case 'RecordCut':
      return cutEvents(command, state);
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
    case 'AnnounceDisconnection': {
      const announcement = { ...whose, promises: [...data.promises] };
      return [{ type: 'DisconnectionAnnounced', at, by, data: announcement }];
    }
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

type Settling = Extract<AccountCommand, { type: 'AdjustAccount' | 'ReceivePayment' }>;

/** Cut for arrears, who owes nothing overdue any more gets the supply back, paid or refunded. */
function litAgain(command: Settling, state: AccountState, event: AccountEvent): Event[] {
  const isClear = overdue(evolveAccount(state, event), dayOf(event.at)).length === 0;
  const isDue = isClear && state.supply === 'cut' && state.cut?.cause === 'arrears';
  return [event, ...(isDue ? [reconnection(command)] : [])];
}
