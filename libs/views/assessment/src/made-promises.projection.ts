/**
 * One row per case with every promise made about it and what became of each, whichever context
 * made it. Three habits of the contracts are enough to know: what opens a case carries `promises`,
 * a promise that ran out becomes a `…DeadlineMissed`, and what stops a promise is named below; a
 * case that is closed keeps whatever it did not miss.
 */
import type { PromiseName } from '@taizhang/calendar';
import { callbackEvents } from '@taizhang/contracts/assessment';
import { billingInquiriesEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { intakeEvents } from '@taizhang/contracts/intake';
import {
  projection,
  type EventDefinitions,
  type Instant,
  type Message,
  type Recorded,
} from '@taizhang/kernel';

type MadePromise = Readonly<{
  promise: string;
  dueAt: string;
  state: 'running' | 'kept' | 'missed';
  unitId: string | null;
}>;

export type MadePromises = Readonly<{
  id: string;
  promises: readonly MadePromise[];
  /** Of the promise that ends last: older rows concern no newer period. */
  lastDueAt: string;
}>;

const dispatching: PromiseName[] = ['fault-dispatch', 'important-user-dispatch'];
const arriving: PromiseName[] = [
  ...(['arrival-urban', 'arrival-rural', 'arrival-remote'] as const),
  ...(['arrival-urban-hard-stop', 'arrival-rural-hard-stop'] as const),
  ...(['arrival-remote-hard-stop', 'important-user-arrival'] as const),
];
const answering: PromiseName[] = ['inquiry-answer', 'reading-anomaly-answer'];

type Ends = Readonly<Record<string, readonly PromiseName[] | 'all'>>;

const stops: Ends = {
  ComplaintDispatched: ['complaint-dispatch'],
  CustomerContacted: ['complaint-contact'],
  ComplaintReplied: ['complaint-internal-reply', 'complaint-reply', 'complaint-hard-stop'],
  ComplaintClosed: 'all',
  FaultDispatched: dispatching,
  CrewArrived: arriving,
  SupplyRestored: ['restoration-urban', 'restoration-rural'],
  FaultClosed: 'all',
  InquiryAnswered: answering,
  InquiryReplied: answering,
  MeterTested: ['meter-test-result', 'meter-test-hard-stop'],
  SupplyReconnected: ['reconnection', 'reconnection-hard-stop'],
  InquiryClosed: 'all',
  CallbackAttempted: 'all',
  CallbackScored: 'all',
  CallbackUnreachable: 'all',
  ContactReplied: 'all',
  ComplaintUrged: ['urge-dispatch'],
  FaultUrged: ['urge-dispatch'],
  InquiryUrged: ['urge-dispatch'],
};

/** Nobody is owed it any more: neither kept nor missed. */
const takenBack: Ends = {
  CallbackWithdrawn: 'all',
  // Where no crew is to be sent; see `sendsCrew`.
  FaultTriaged: [...dispatching, ...arriving],
  // While the meter is on test the answer waits for it; the result makes its promise anew.
  MeterTestRequested: answering,
  MeterTestDisputed: answering,
};

/** Told on the stream of a case, about what was promised in the contact that asked. */
const urgings: readonly string[] = ['ComplaintUrged', 'FaultUrged', 'InquiryUrged'];

/** Lower bounds: what must pass before a supply is cut, and is kept by waiting. */
const waits: readonly string[] = [
  'arrears-notice',
  'arrears-disconnection-wait',
  'disconnection-second-notice',
] satisfies PromiseName[];

const contracts: EventDefinitions = {
  ...complaintEvents,
  ...intakeEvents,
  ...billingInquiriesEvents,
  ...callbackEvents,
};

const isMiss = (type: string) => type.endsWith('DeadlineMissed');
const endsOtherwise = (type: string) => isMiss(type) || type in takenBack || type === 'SupplyCut';
const types = Object.entries(contracts)
  .filter(([type, { data }]) => type in stops || endsOtherwise(type) || 'promises' in data.shape)
  .map(([type]) => type);

/** The fields that the habits above ask for. */
type Told = Readonly<{
  promises?: readonly { promise: string; dueAt: string }[];
  promise?: string;
  dueAt?: string;
  unitId?: string | null;
  toUnitId?: string | null;
  outcome?: string;
  paidRepairAgreed?: boolean;
}>;

export const madePromises = projection<MadePromises, Message>({
  table: 'made_promises',
  columns: {
    id: { type: 'text' },
    promises: { type: 'jsonb' },
    lastDueAt: { type: 'timestamptz' },
  },
  indexes: ['(last_due_at)'],
  types,
  keysOf: ({ stream, type, data }) => [
    urgings.includes(type) ? (data as { contactId: string }).contactId : stream,
  ],

  evolve(row, event) {
    const data = event.data as Told;
    // What ends one promise may begin the next.
    const before = row && ended(row, event, data);
    return data.promises ? begun(before, event, data) : before;
  },
});

function ended(row: MadePromises, { type, at }: Recorded, data: Told): MadePromises {
  const back = sendsCrew(type, data) ? undefined : takenBack[type];
  if (back) return { ...row, promises: row.promises.filter((one) => !isRunning(back)(one)) };
  if (type === 'SupplyCut') return waited(row, at);
  if (isMiss(type)) {
    const isMeant = ({ promise, dueAt }: MadePromise) =>
      promise === data.promise && dueAt === data.dueAt;
    const unit = data.unitId === undefined ? {} : { unitId: data.unitId };
    return changed(row, isMeant, { state: 'missed', ...unit });
  }
  const stopped = stops[type];
  if (!stopped) return row;
  const unitId = data.toUnitId ?? data.unitId;
  return changed(row, isRunning(stopped), { state: 'kept', ...(unitId ? { unitId } : {}) });
}

const isRunning =
  (names: Ends[string]) =>
  ({ promise, state }: MadePromise) =>
    state === 'running' && (names === 'all' || names.some((one) => one === promise));

const sendsCrew = (type: string, { outcome, paidRepairAgreed }: Told) =>
  type === 'FaultTriaged' && (outcome === 'dispatch' || paidRepairAgreed === true);

const waited = (row: MadePromises, at: Instant): MadePromises => ({
  ...row,
  promises: row.promises.map((one) => {
    if (one.state !== 'running' || !waits.includes(one.promise)) return one;
    return { ...one, state: at > one.dueAt ? 'kept' : 'missed' };
  }),
});

function begun(row: MadePromises | null, { stream }: Recorded, data: Told): MadePromises | null {
  const fresh = (data.promises ?? []).map(({ promise, dueAt }): MadePromise => ({
    promise,
    dueAt,
    state: 'running',
    unitId: data.unitId ?? null,
  }));
  const promises = [...(row?.promises ?? []), ...fresh];
  let lastDueAt = row?.lastDueAt;
  for (const { dueAt } of fresh) {
    if (lastDueAt === undefined || dueAt > lastDueAt) lastDueAt = dueAt;
  }
  return lastDueAt === undefined ? row : { id: stream, promises, lastDueAt };
}

const changed = (
  row: MadePromises,
  concerns: (promise: MadePromise) => boolean,
  change: Partial<MadePromise>,
): MadePromises =>
  row.promises.some(concerns)
    ? {
        ...row,
        promises: row.promises.map((one) => (concerns(one) ? { ...one, ...change } : one)),
      }
    : row;
