/** One row per account: what is owed, whether the supply is on, and what must happen next. */
import { begunLater, endOfLocalDay, type FrozenPromise } from '@taizhang/calendar';
import { accountIdOf, type AccountEvent } from '@taizhang/contracts/billing-inquiries';
import type { SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import type { Account } from '@taizhang/contracts/views';
import { projection, type Instant, type Recorded } from '@taizhang/kernel';
import { miss, stamped, start, stop } from '@taizhang/views/cases';

type Event = AccountEvent | SupplyEvent;
type Of<Type extends Event['type']> = Recorded<Extract<Event, { type: Type }>>;

const reconnecting: readonly string[] = [
  'reconnection',
  'reconnection-hard-stop',
] satisfies FrozenPromise['promise'][];
const byReconnection = (promise: string) => reconnecting.includes(promise);

export const accounts = projection<Account, Event>({
  table: 'accounts',
  columns: {
    id: { type: 'text' },
    supplyPointId: { type: 'text' },
    customerId: { type: 'text' },
    tariff: { type: 'text', nullable: true },
    open: { type: 'jsonb' },
    openFen: { type: 'bigint' },
    creditFen: { type: 'bigint' },
    overdueSince: { type: 'timestamptz', nullable: true },
    balanceFen: { type: 'bigint', nullable: true },
    balanceAt: { type: 'timestamptz', nullable: true },
    supply: { type: 'text' },
    noticedAt: { type: 'timestamptz', nullable: true },
    penaltyFen: { type: 'bigint' },
    waits: { type: 'jsonb' },
    proposedBy: { type: 'text', nullable: true },
    cutAt: { type: 'timestamptz', nullable: true },
    cutCause: { type: 'text', nullable: true },
    mistake: { type: 'text', nullable: true },
    faultId: { type: 'text', nullable: true },
    complaintId: { type: 'text', nullable: true },
    promises: { type: 'jsonb' },
    nextPromise: { type: 'text', nullable: true },
    nextDueAt: { type: 'timestamptz', nullable: true },
    missed: { type: 'integer' },
    registerWh: { type: 'bigint', nullable: true },
    readAt: { type: 'timestamptz', nullable: true },
    events: { type: 'integer' },
    lastEventAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  indexes: ['(customer_id)', '(overdue_since, id)', `(supply, id) WHERE supply <> 'on'`],
  types: [
    'MeterReadingTaken',
    'BillIssued',
    'PaymentReceived',
    'PrepaidBalanceReported',
    'AccountAdjusted',
    'ArrearsNoticed',
    'DisconnectionProposed',
    'DisconnectionApproved',
    'DisconnectionAnnounced',
    'SupplyCut',
    'ReconnectionRequested',
    'SupplyReconnected',
    'ReconnectionDeadlineMissed',
    'MistakenDisconnectionFound',
  ],
  keysOf: ({ data }) => [data.accountId ?? accountIdOf(data.supplyPointId)],

  evolve(before, event, key) {
    const row = before ?? begun(event, key);
    const next = changed(row, event);
    const [oldest] = next.open;
    const owed = {
      openFen: next.open.reduce((sum, { openFen }) => sum + openFen, 0),
      overdueSince: oldest ? (endOfLocalDay('Asia/Shanghai', oldest.dueOn) as Instant) : null,
    };
    return stamped(before, { ...next, ...owed }, event);
  },
});

const begun = (event: Recorded<Event>, id: string): Account => ({
  id,
  supplyPointId: event.data.supplyPointId,
  customerId: event.data.customerId,
  tariff: null,
  open: [],
  openFen: 0,
  creditFen: 0,
  overdueSince: null,
  balanceFen: null,
  balanceAt: null,
  supply: 'on',
  ...unthreatened,
  ...uncut,
  promises: [],
  nextPromise: null,
  nextDueAt: null,
  missed: 0,
  registerWh: null,
  readAt: null,
  events: 0,
  lastEventAt: event.at,
  revision: 0,
});

const unthreatened = { noticedAt: null, penaltyFen: 0, waits: [], proposedBy: null };
const uncut = { cutAt: null, cutCause: null, mistake: null, faultId: null, complaintId: null };

function changed(row: Account, event: Recorded<Event>): Account {
  const { at } = event;
  switch (event.type) {
    case 'MeterReadingTaken':
      if (row.readAt !== null && at < row.readAt) return row; // Told late.
      return { ...row, registerWh: event.data.registerWh, readAt: at };
    case 'BillIssued':
      return billed(row, event);
    case 'PaymentReceived':
      return calmed(settle(row, event.data.amountFen), at);
    case 'AccountAdjusted': {
      const { amountFen } = event.data;
      if (amountFen >= 0) return { ...row, creditFen: row.creditFen - amountFen };
      return calmed(settle(row, -amountFen), at);
    }
    case 'PrepaidBalanceReported':
      if (row.balanceAt !== null && at < row.balanceAt) return row; // Told late.
      return { ...row, balanceFen: event.data.balanceFen, balanceAt: at };
    case 'ArrearsNoticed': {
      const { penaltyFen, promises: waits } = event.data;
      return { ...row, supply: 'dunned', noticedAt: at, penaltyFen, waits };
    }
    case 'DisconnectionProposed':
      return { ...row, supply: 'cut-proposed', proposedBy: event.data.proposedBy };
    case 'DisconnectionApproved':
      return { ...row, supply: 'cut-approved' };
    case 'DisconnectionAnnounced': {
      const before = row.waits.filter(({ promise }) => promise !== 'disconnection-second-notice');
      return { ...row, waits: [...before, ...event.data.promises] };
    }
    case 'SupplyCut':
      return { ...row, ...uncut, supply: 'cut', cutAt: at, cutCause: event.data.cause };
    case 'MistakenDisconnectionFound': {
      const { mistake = null, faultId, complaintId } = event.data;
      return { ...row, mistake, faultId, complaintId };
    }
    case 'ReconnectionRequested': {
      const promises = start(row.promises, event.data.promises);
      return { ...row, supply: 'reconnection-due', promises };
    }
    case 'ReconnectionDeadlineMissed':
      return { ...row, promises: miss(row.promises, event.data.promise, event.data.dueAt) };
    case 'SupplyReconnected': {
      const promises = stop(row.promises, byReconnection, at);
      return { ...row, ...unthreatened, supply: 'on', promises };
    }
    default:
      return row;
  }
}

function billed(row: Account, { data }: Of<'BillIssued'>): Account {
  const { billId, amountFen, dueOn, tariff } = data;
  const bill = { billId, openFen: amountFen - Math.min(0, row.creditFen), dueOn };
  const open = [...row.open, bill].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return settle({ ...row, tariff, open, creditFen: 0 }, Math.max(0, row.creditFen));
}

/** Pays the oldest first; what is left is credit. */
function settle(row: Account, amountFen: number): Account {
  let left = amountFen;
  const open = row.open.flatMap((bill) => {
    const part = Math.min(left, bill.openFen);
    left -= part;
    return part === bill.openFen ? [] : [{ ...bill, openFen: bill.openFen - part }];
  });
  return { ...row, open, creditFen: row.creditFen + left };
}

/** Who owes nothing overdue is threatened with nothing; who still does, for what is left. */
function calmed(row: Account, at: Instant): Account {
  if (!['dunned', 'cut-proposed', 'cut-approved'].includes(row.supply)) return row;
  const [since] = row.open.map(({ dueOn }) => endOfLocalDay('Asia/Shanghai', dueOn));
  if (since === undefined || since > at) return { ...row, ...unthreatened, supply: 'on' };
  const waits = row.waits.map((wait) =>
    wait.promise === 'arrears-disconnection-wait' ? begunLater(wait, since) : wait,
  );
  return { ...row, waits };
}
