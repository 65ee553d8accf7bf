/**
 * What processes owe: for each event of one context the one event that another makes of it. Written
 * from the requirements and not from the processes, so that both can be wrong only separately.
 */
import type { LogEvent } from './log-reader';

export type Effect = Readonly<{ type: string; stream?: string }>;

export type Duty = Readonly<{
  /** As a sentence of the report. */
  name: string;
  cause: readonly string[];
  /** The effect that a cause asks for; null when it asks for none. */
  of(data: LogEvent['data'], event: LogEvent): Effect | null;
  /** A case that was closed in the meantime excuses it. */
  excused?: true;
}>;

const first: Readonly<Record<string, string>> = {
  complaints: 'ComplaintLodged',
  faults: 'FaultReported',
  'billing-inquiries': 'InquiryOpened',
};
const reopened: Readonly<Record<string, string>> = {
  complaint: 'ComplaintReopened',
  fault: 'FaultReopened',
  inquiry: 'InquiryReopened',
};
const urged: Readonly<Record<string, string>> = {
  complaint: 'ComplaintUrged',
  fault: 'FaultUrged',
  inquiry: 'InquiryUrged',
};
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const kindOf = (caseId: unknown) => text(caseId)?.split('-')[0] ?? '';
const effect = (type: string | undefined, stream: unknown): Effect | null =>
  type && text(stream) ? { type, stream: text(stream)! } : null;

export const duties: readonly Duty[] = [
  {
    name: 'each routed contact became one case',
    cause: ['ContactRouted'],
    of: ({ to, caseId }) => effect(first[text(to) ?? ''], caseId),
  },
  {
    name: 'each closed case is called back once',
    cause: ['ComplaintClosed', 'FaultClosed', 'InquiryClosed'],
    of: ({ customerId }) => (customerId ? { type: 'CallbackScheduled' } : null),
  },
  {
    name: 'each recovery is talked about once',
    cause: ['ComplaintRemedied'],
    of: ({ customerId, remedy }) =>
      customerId && remedy !== 'follow-up' ? { type: 'CallbackScheduled' } : null,
  },
  {
    name: 'each dissatisfied customer got the case back once',
    cause: ['CallbackScored'],
    of: ({ dissatisfied, caseId }) =>
      dissatisfied ? effect(reopened[kindOf(caseId)], caseId) : null,
  },
  {
    name: 'each urging stands on its case once',
    cause: ['CaseUrged'],
    of: ({ caseId }) => effect(urged[kindOf(caseId)], caseId),
    excused: true,
  },
  {
    name: 'each agreed adjustment is on its account once',
    cause: ['AdjustmentPosted'],
    of: ({ accountId }) => effect('AccountAdjusted', accountId),
  },
  {
    name: 'each mistaken disconnection has one fault',
    cause: ['MistakenDisconnectionFound'],
    of: ({ faultId }) => effect('FaultReported', faultId),
  },
  {
    name: 'each mistaken disconnection has one complaint',
    cause: ['MistakenDisconnectionFound'],
    of: ({ complaintId }) => effect('ComplaintLodged', complaintId),
  },
];

/** What stands once in its stream, however often it was asked for. */
export const firstsOfStreams = [
  ...['ComplaintLodged', 'FaultReported', 'InquiryOpened', 'CallbackScheduled'],
  ...['CustomerRegistered', 'ContactOpened', 'OutageAnnounced', 'OutageRestored'],
];

export type Owed = Readonly<{ duty: Duty; cause: LogEvent; effects: readonly LogEvent[] }>;

/** Every cause of a duty with the effects that name it. */
export function owedBy(duty: Duty, events: readonly LogEvent[]): Owed[] {
  const byCause = groupedBy(events, ({ context }) => context.causationId);
  return events.flatMap((cause) => {
    const wanted = duty.cause.includes(cause.type) ? duty.of(cause.data, cause) : null;
    if (!wanted) return [];
    const effects = (byCause.get(cause.id) ?? []).filter(({ type }) => type === wanted.type);
    const inPlace = effects.filter(({ stream }) => (wanted.stream ?? stream) === stream);
    // One in the wrong stream counts as one too many, one missing as none.
    return [{ duty, cause, effects: inPlace.length === effects.length ? effects : [] }];
  });
}

export function groupedBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
