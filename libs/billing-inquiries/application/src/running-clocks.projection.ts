/** The timers of this context: every promise that is still running, by when it ends. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { InquiryEvent, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import { projection } from '@taizhang/kernel';

export type RunningClock = Readonly<{
  id: string;
  /** An inquiry, or the account whose supply is to be restored. */
  caseId: string;
  supplyPointId: string | null;
  customerId: string | null;
  promise: string;
  dueAt: string;
}>;

type Name = FrozenPromise['promise'];
type Event =
  | Extract<
      InquiryEvent,
      {
        type:
          | 'InquiryOpened'
          | 'InquiryAnswered'
          | 'MeterTestRequested'
          | 'MeterTested'
          | 'MeterTestDisputed'
          | 'InquiryReplied'
          | 'InquiryClosed'
          | 'InquiryReopened'
          | 'InquiryDeadlineMissed';
      }
    >
  | Extract<
      SupplyEvent,
      { type: 'ReconnectionRequested' | 'SupplyReconnected' | 'ReconnectionDeadlineMissed' }
    >;

const answering: readonly Name[] = ['inquiry-answer', 'reading-anomaly-answer'];
const testing: readonly Name[] = ['meter-test-result', 'meter-test-hard-stop'];
const reconnecting: readonly Name[] = ['reconnection', 'reconnection-hard-stop'];

/** The promises an event ends; those it starts are in its data. */
function endedBy(event: Event): readonly Name[] {
  switch (event.type) {
    case 'InquiryAnswered':
    case 'InquiryReplied':
    case 'MeterTestRequested':
    case 'MeterTestDisputed':
      return answering;
    case 'MeterTested':
      return testing;
    case 'InquiryClosed':
      return [...answering, ...testing];
    case 'SupplyReconnected':
      return reconnecting;
    case 'InquiryDeadlineMissed':
    case 'ReconnectionDeadlineMissed':
      return [event.data.promise];
    default:
      return [];
  }
}

const startedBy = ({ data }: Event): readonly FrozenPromise[] =>
  'promises' in data ? data.promises : [];
const caseOf = ({ data }: Event): string => ('inquiryId' in data ? data.inquiryId : data.accountId);
const keyOf = (event: Event, promise: string) => `${caseOf(event)}|${promise}`;

export const runningClocks = projection<RunningClock, Event>({
  table: 'running_clocks',
  columns: {
    id: { type: 'text' },
    caseId: { type: 'text' },
    supplyPointId: { type: 'text', nullable: true },
    customerId: { type: 'text', nullable: true },
    promise: { type: 'text' },
    dueAt: { type: 'timestamptz' },
  },
  indexes: ['(due_at)'],
  types: [
    'InquiryOpened',
    'InquiryAnswered',
    'MeterTestRequested',
    'MeterTested',
    'MeterTestDisputed',
    'InquiryReplied',
    'InquiryClosed',
    'InquiryReopened',
    'InquiryDeadlineMissed',
    'ReconnectionRequested',
    'SupplyReconnected',
    'ReconnectionDeadlineMissed',
  ],
  keysOf: (event) => [
    ...new Set(
      [...endedBy(event), ...startedBy(event).map(({ promise }) => promise)].map((promise) =>
        keyOf(event, promise),
      ),
    ),
  ],

  evolve(_, event, key) {
    const started = startedBy(event).find(({ promise }) => keyOf(event, promise) === key);
    if (!started) return null;
    const { data } = event;
    const account = 'accountId' in data && 'supplyPointId' in data ? data : null;
    return {
      id: key,
      caseId: caseOf(event),
      supplyPointId: account?.supplyPointId ?? null,
      customerId: account?.customerId ?? null,
      promise: started.promise,
      dueAt: started.dueAt,
    };
  },
});
