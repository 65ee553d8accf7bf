/** Money of an account: what is open, what a payment leaves of it and of a threat, what is left. */
import {
  begunLater,
  endOfLocalDay,
  localDate,
  type FrozenPromise,
  type LocalDate,
} from '@taizhang/calendar';
import type { AccountEvent, SupplyStatus } from '@taizhang/contracts/billing-inquiries';
import type { Instant } from '@taizhang/kernel';
import type { AccountState, OpenBill } from './account.state';
import type { Debt } from './late-payment.policy';

const zone = 'Asia/Shanghai';
export const dayOf = (at: Instant): LocalDate => localDate(zone, at);

export const overdue = ({ open }: AccountState, on: LocalDate): readonly OpenBill[] =>
  open.filter(({ dueOn }) => dueOn < on);
export const sumOf = (debts: readonly Debt[]) =>
  debts.reduce((sum, { openFen }) => sum + openFen, 0);

export const unthreatened = { waits: [], announcedAt: null, proposedBy: null };

type Bill = Extract<AccountEvent, { type: 'BillIssued' }>['data'];

export function billed(
  state: AccountState,
  { billId, amountFen, dueOn, tariff }: Bill,
): AccountState {
  const bill = { billId, openFen: amountFen - Math.min(0, state.creditFen), dueOn, tariff };
  const open = [...state.open, bill].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const next = { ...state, open, billIds: [...state.billIds, billId] };
  return settle({ ...next, creditFen: 0 }, Math.max(0, state.creditFen));
}

/** Pays the oldest first; what is left is credit. */
export function settle(state: AccountState, amountFen: number): AccountState {
  let left = amountFen;
  const open = state.open.flatMap((bill) => {
    const part = Math.min(left, bill.openFen);
    left -= part;
    return part === bill.openFen ? [] : [{ ...bill, openFen: bill.openFen - part }];
  });
  return { ...state, open, creditFen: state.creditFen + left };
}

/** Who owes nothing overdue is threatened with nothing; who still does, for what is left. */
export function calmed(before: AccountState, paid: AccountState, at: Instant): AccountState {
  const threatened: readonly SupplyStatus[] = ['dunned', 'cut-proposed', 'cut-approved'];
  if (!threatened.includes(paid.supply)) return paid;
  const [oldest] = overdue(paid, dayOf(at));
  if (oldest) return { ...paid, waits: waitsFor(oldest.dueOn, paid.waits) };
  const { open, supply, waits, announcedAt } = before;
  const averted = { open, supply, waits, announcedAt, until: at };
  return { ...paid, ...unthreatened, supply: 'on', averted };
}

/** The days overdue are those of the oldest debt there still is. */
const waitsFor = (dueOn: LocalDate, waits: readonly FrozenPromise[]): readonly FrozenPromise[] =>
  waits.map((wait) =>
    wait.promise === 'arrears-disconnection-wait'
      ? begunLater(wait, endOfLocalDay(zone, dueOn))
      : wait,
  );

/** What was left earlier, told later, is not what is left. */
export function balanced(state: AccountState, balanceFen: number, at: Instant): AccountState {
  const { balanceFen: fen, balanceAt } = state;
  if (fen === null || balanceAt === null) return { ...state, balanceFen, balanceAt: at };
  if (at < balanceAt) return state;
  return { ...state, balanceFen, balanceAt: at, balanceBefore: { balanceFen: fen, at: balanceAt } };
}
