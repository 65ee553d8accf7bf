/** What a decision about an account needs to remember: debts, notices, and whether it is lit. */
import { localDate, type FrozenPromise, type LocalDate } from '@taizhang/calendar';
import type {
  AccountEvent,
  SupplyEvent,
  SupplyStatus,
} from '@taizhang/contracts/billing-inquiries';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { Debt } from './late-payment.policy';

type OpenBill = Debt & Readonly<{ billId: string }>;
type Event = AccountEvent | SupplyEvent;

export type AccountState = Readonly<{
  /** Something was told of it. */
  known: boolean;
  /** What is not paid yet, the oldest first: payments settle in that order. */
  open: readonly OpenBill[];
  /** Paid ahead, or refunded; below 0 what was back-billed falls due with the next bill. */
  creditFen: number;
  billIds: readonly string[];
  paymentIds: readonly string[];
  /** Of a prepaid meter; null for others. */
  balanceFen: number | null;
  supply: SupplyStatus;
  /** Waits that began with the notice, and the half hour of the announcement. */
  waits: readonly FrozenPromise[];
  /** When the customer was told once more, right before. */
  announcedAt: Instant | null;
  proposedBy: ActorId | null;
  cut: Readonly<{ at: Instant; cause: 'arrears' | 'prepaid-balance'; mistaken: boolean }> | null;
  reconnection: readonly FrozenPromise[];
  missed: readonly string[];
  unitId: UnitId | null;
}>;

export const untoldAccount: AccountState = {
  known: false,
  open: [],
  creditFen: 0,
  billIds: [],
  paymentIds: [],
  balanceFen: null,
  supply: 'on',
  waits: [],
  announcedAt: null,
  proposedBy: null,
  cut: null,
  reconnection: [],
  missed: [],
  unitId: null,
};

const zone = 'Asia/Shanghai';
export const dayOf = (at: Instant): LocalDate => localDate(zone, at);

export const overdue = ({ open }: AccountState, on: LocalDate): readonly OpenBill[] =>
  open.filter(({ dueOn }) => dueOn < on);
export const sumOf = (debts: readonly Debt[]) =>
  debts.reduce((sum, { openFen }) => sum + openFen, 0);

/** Total over every order of events: facts of others come late and out of order. */
export function evolveAccount(before: AccountState, event: Event): AccountState {
  const state = before.known ? before : { ...before, known: true };
  switch (event.type) {
    case 'BillIssued':
      return billed(state, event.data);
    case 'PaymentReceived': {
      const { paymentId, amountFen } = event.data;
      const paid = settle({ ...state, paymentIds: [...state.paymentIds, paymentId] }, amountFen);
      return calmed(paid, dayOf(event.at));
    }
    case 'AccountAdjusted': {
      const { amountFen } = event.data;
      return amountFen < 0
        ? calmed(settle(state, -amountFen), dayOf(event.at))
        : { ...state, creditFen: state.creditFen - amountFen };
    }
    case 'PrepaidBalanceReported':
      return { ...state, balanceFen: event.data.balanceFen };
    case 'ArrearsNoticed':
      return { ...state, supply: 'dunned', waits: event.data.promises };
    case 'DisconnectionProposed':
      return { ...state, supply: 'cut-proposed', proposedBy: event.data.proposedBy };
    case 'DisconnectionApproved':
      return { ...state, supply: 'cut-approved' };
    case 'DisconnectionAnnounced': {
      const waits = [...withoutAnnouncement(state.waits), ...event.data.promises];
      return { ...state, waits, announcedAt: event.at };
    }
    case 'SupplyCut': {
      const cut = { at: event.at, cause: event.data.cause, mistaken: false };
      return { ...state, supply: 'cut', cut };
    }
    case 'MistakenDisconnectionFound':
      return { ...state, cut: state.cut && { ...state.cut, mistaken: true } };
    case 'ReconnectionRequested': {
      const { promises: reconnection, unitId } = event.data;
      return { ...state, supply: 'reconnection-due', reconnection, unitId, missed: [] };
    }
    case 'ReconnectionDeadlineMissed':
      return { ...state, missed: [...state.missed, event.data.promise] };
    case 'SupplyReconnected':
      return { ...state, ...unthreatened, supply: 'on', cut: null, reconnection: [] };
    default:
      return state;
  }
}

const unthreatened = { waits: [], announcedAt: null, proposedBy: null };

/** Told again on another day, the half hour begins anew. */
export const withoutAnnouncement = (waits: readonly FrozenPromise[]): readonly FrozenPromise[] =>
  waits.filter(({ promise }) => promise !== 'disconnection-second-notice');

type Bill = Extract<AccountEvent, { type: 'BillIssued' }>['data'];

function billed(state: AccountState, { billId, amountFen, dueOn, tariff }: Bill): AccountState {
  const bill = { billId, openFen: amountFen - Math.min(0, state.creditFen), dueOn, tariff };
  const open = [...state.open, bill].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const next = { ...state, open, billIds: [...state.billIds, billId] };
  return settle({ ...next, creditFen: 0 }, Math.max(0, state.creditFen));
}

/** Pays the oldest first; what is left is credit. */
function settle(state: AccountState, amountFen: number): AccountState {
  let left = amountFen;
  const open = state.open.flatMap((bill) => {
    const part = Math.min(left, bill.openFen);
    left -= part;
    return part === bill.openFen ? [] : [{ ...bill, openFen: bill.openFen - part }];
  });
  return { ...state, open, creditFen: state.creditFen + left };
}

/** Who owes nothing overdue is threatened with nothing. */
function calmed(state: AccountState, on: LocalDate): AccountState {
  const threatened: readonly SupplyStatus[] = ['dunned', 'cut-proposed', 'cut-approved'];
  if (!threatened.includes(state.supply) || overdue(state, on).length > 0) return state;
  return { ...state, ...unthreatened, supply: 'on' };
}
