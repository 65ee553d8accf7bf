/** A small ledger in which everything holds, to be damaged in one place at a time. */
import { derivedId } from '@taizhang/kernel';
import type { Evidence } from './evidence';
import type { LogEvent } from './log-reader';
import type { Told } from './journal';
import { topicFor, type OnTopic } from './topics';

type Said = Readonly<{ stream: string; type: string; data?: object; because?: string }>;

const second = (number: number) => new Date(Date.UTC(2026, 0, 5, 8, 0, number)).toISOString();

/** What was said one after the other, as the log would hold it; each by a command of its own. */
export function logOf(...said: readonly Said[]): LogEvent[] {
  const revisions = new Map<string, number>();
  return said.map(({ stream, type, data = {}, because }, index) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const commandId = derivedId('test', String(index));
    return {
      ...{ position: BigInt(index + 1), stream, revision, type },
      id: derivedId(commandId, '0'),
      recordedAt: second(index),
      context: { commandId, causationId: because ?? commandId },
      data: data as LogEvent['data'],
    };
  });
}

const idAt = (index: number) => derivedId(derivedId('test', String(index)), '0');
const about = { customerId: 'customer-1', caseId: 'complaint-1' };
const due = { promise: 'reconnection', dueAt: '2026-01-04T08:00:00.000Z' };

/** The numbers are places, from 0: a cause is named by its place. */
const story: readonly Said[] = [
  { stream: 'customer-1', type: 'CustomerRegistered' },
  { stream: 'contact-1', type: 'ContactRouted', data: { ...about, to: 'complaints' } },
  { stream: 'complaint-1', type: 'ComplaintLodged', because: idAt(1) },
  { stream: 'contact-2', type: 'CaseUrged', data: about },
  { stream: 'complaint-1', type: 'ComplaintUrged', because: idAt(3) },
  { stream: 'complaint-1', type: 'ComplaintRemedied', data: { ...about, remedy: 'apology' } },
  { stream: 'callback-1', type: 'CallbackScheduled', because: idAt(5) },
  { stream: 'complaint-1', type: 'ComplaintClosed', data: about },
  { stream: 'callback-2', type: 'CallbackScheduled', because: idAt(7) },
  { stream: 'callback-2', type: 'CallbackScored', data: { ...about, dissatisfied: true } },
  { stream: 'complaint-1', type: 'ComplaintReopened', because: idAt(9) },
  { stream: 'inquiry-1', type: 'AdjustmentPosted', data: { accountId: 'account-1' } },
  { stream: 'account-1', type: 'AccountAdjusted', because: idAt(11) },
  {
    ...{ stream: 'account-1', type: 'MistakenDisconnectionFound' },
    data: { faultId: 'fault-1', complaintId: 'complaint-2' },
  },
  { stream: 'fault-1', type: 'FaultReported', because: idAt(13) },
  { stream: 'complaint-2', type: 'ComplaintLodged', because: idAt(13) },
  { stream: 'account-1', type: 'ReconnectionRequested', data: { promises: [due] } },
  { stream: 'account-1', type: 'ReconnectionDeadlineMissed', data: due },
  { stream: 'fault-1', type: 'FaultTriaged', data: { outageId: 'outage-1' } },
  { stream: 'outage-1', type: 'OutageRestored' },
  { stream: 'fault-1', type: 'SupplyRestored', because: idAt(19) },
];

export function soundEvidence(): Evidence {
  const events = logOf(...story);
  return {
    events,
    isCounted: true,
    followed: events.map(({ id }) => id),
    commands: [...events.map(acknowledged), refused],
    facts: [{ id: 'cut', stream: 'account-1', type: 'ReconnectionRequested', position: 17n }],
    customers: [{ id: 'customer-1', name: '王秀英', word: 's1c2n2' }],
    erased: [{ id: 'customer-2', name: '李建国', word: 's1c2n3' }],
    search: async () => [{ table: 'contacts_v1.customers', text: 'S1C2N2' }],
    answers: new Map([[201, 20]]),
    surprises: [],
    acts: [{ act: 'rebuilds', wrong: undefined }],
    failedStarts: [],
    starts: 1,
    subscribers: [{ consumer: 'complaints.lodging', position: 21n, failure: null }],
    parked: [],
    topics: events.flatMap(onItsTopic),
    now: '2026-01-06T08:00:00.000Z',
    taizhang: async () => ({ code: 0, out: help, err: '' }),
    restored: async () => ({ runs: [], events, archive: '王秀英' }),
    get: async () => ({ status: 200, body: { customer: { name: '王秀英' } } }),
  };
}

export function onItsTopic({ type, stream, id, position }: LogEvent): OnTopic[] {
  const topic = topicFor(type);
  return topic ? [{ topic, partition: 0, key: stream, id, position }] : [];
}

/** Also what a comparison answers that found nothing. */
const help = JSON.stringify({ readModels: [{ name: 'contacts', rows: 7, differences: 0 }] });

export const acknowledged = ({ context, stream, revision, position }: LogEvent): Told => ({
  ...{ commandId: context.commandId, path: 'contacts', attempts: 1, wasLost: false },
  ...{ outcome: 'acknowledged', status: 200, stream, revision, position },
});

const refused: Told = {
  ...{ commandId: derivedId('test', 'refused'), path: 'contacts', attempts: 1, wasLost: false },
  ...{ outcome: 'refused', status: 409, code: 'contact-closed' },
};
