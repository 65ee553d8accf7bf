/** What a decision about an account needs to remember: debts, notices, and whether it is lit. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  AccountEvent,
  SupplyEvent,
  SupplyStatus,
} from '@taizhang/contracts/billing-inquiries';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import { balanced, billed, calmed, settle, unthreatened } from './account-money.policy';
import type { Debt } from './late-payment.policy';

export type OpenBill = Debt & Readonly<{ billId: string }>;
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
  balanceAt: Instant | null;
  /** The balance before: a cut may be told of after the one that followed it. */
  balanceBefore: Readonly<{ balanceFen: number; at: Instant }> | null;
  supply: SupplyStatus;
  /** Waits that began with the notice, and the half hour of the announcement. */
  waits: readonly FrozenPromise[];
  /** When the customer was told once more, right before. */
  announcedAt: Instant | null;
  proposedBy: ActorId | null;
  /** What threatened who paid then: a cut may be told of after the payment that followed it. */
  averted: Readonly<Threat & { until: Instant }> | null;
  cut: Readonly<{ at: Instant; cause: 'arrears' | 'prepaid-balance'; mistaken: boolean }> | null;
  reconnection: readonly FrozenPromise[];
  missed: readonly string[];
  unitId: UnitId | null;
}>;

type Threat = Pick<AccountState, 'open' | 'supply' | 'waits' | 'announcedAt'>;

export const untoldAccount: AccountState = {
  known: false,
  open: [],
  creditFen: 0,
  billIds: [],
  paymentIds: [],
  balanceFen: null,
  balanceAt: null,
  balanceBefore: null,
  supply: 'on',
  waits: [],
  announcedAt: null,
  proposedBy: null,
  averted: null,
  cut: null,
  reconnection: [],
  missed: [],
  unitId: null,
};

/** Total over every order of events: facts of others come late and out of order. */
export function evolveAccount(before: AccountState, event: Event): AccountState {
  const state = before.known ? before : { ...before, known: true };
  switch (event.type) {
    case 'BillIssued':
      return billed(state, event.data);
    case 'PaymentReceived': {
      const { paymentId, amountFen } = event.data;
      const paid = settle({ ...state, paymentIds: [...state.paymentIds, paymentId] }, amountFen);
      return calmed(state, paid, event.at);
    }
    case 'AccountAdjusted': {
      const { amountFen } = event.data;
      return amountFen < 0
        ? calmed(state, settle(state, -amountFen), event.at)
        : { ...state, creditFen: state.creditFen - amountFen };
    }
    case 'PrepaidBalanceReported':
      return balanced(state, event.data.balanceFen, event.at);
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

/** Told again on another day, the half hour begins anew. */
export const withoutAnnouncement = (waits: readonly FrozenPromise[]): readonly FrozenPromise[] =>
  waits.filter(({ promise }) => promise !== 'disconnection-second-notice');
