/** A complaint's fields as the replay shows them: in which order, and each value as text. */
import {
  categoryTitles,
  remedyTitles,
  severityTitles,
  statusTitles,
  verdictTitles,
  type Remedy,
} from '@taizhang/contracts/complaints';
import { channelTitles } from '@taizhang/contracts/intake';
import type { Complaint } from '@taizhang/contracts/views';
import type { ComplaintDifference } from '@taizhang/portal/data-access';
import type { Term } from '@taizhang/portal/ui';

/** Counters and marks that change with every event say nothing about the case. */
type Bookkeeping = 'id' | 'events' | 'lastEventAt' | 'revision';
export type ReplayField = Exclude<keyof Complaint, Bookkeeping>;

export const replayFields = [
  'status',
  'unitId',
  'handlerId',
  'ownerId',
  'category',
  'severity',
  'channel',
  'customerId',
  'contactId',
  'statement',
  'remedySought',
  'lodgedAt',
  'contactedAt',
  'verdict',
  'remedies',
  'repliedAt',
  'closedAt',
  'satisfaction',
  'nextPromise',
  'nextDueAt',
  'promises',
  'missed',
  'returns',
  'reopenings',
  'urges',
  'source',
] as const satisfies readonly ReplayField[];

// The compiler objects when a complaint gains a field the replay would leave out.
type Forgotten = Exclude<ReplayField, (typeof replayFields)[number]>;
const nothingForgotten: Forgotten extends never ? true : Forgotten = true;
void nothingForgotten;

/** The fields that differ; a difference deep inside a field is a difference of the field. */
export function changedFields(difference: ComplaintDifference | undefined): Set<string> {
  const paths = difference?.differences.map(({ field }) => field.split(/[.[]/)[0] ?? field) ?? [];
  return new Set(paths.filter((field) => (replayFields as readonly string[]).includes(field)));
}

/** The fields of two states that are not alike; none while one is not there yet. */
export const differingFields = (one: Complaint, other: Complaint = one): Set<string> =>
  new Set(
    replayFields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field])),
  );

export type Writing = Readonly<{
  term: Term;
  nameOf: (id: string) => string;
  promiseOf: (promise: string) => string;
  stateOf: (state: 'running' | 'kept' | 'missed') => string;
  instant: (at: string) => string;
  due: (at: string) => string;
  none: string;
}>;

export function writtenField(complaint: Complaint, field: ReplayField, writing: Writing): string {
  const { term, nameOf, promiseOf, instant, due, none } = writing;
  const value = complaint[field];
  if (value === null || value === '') return none;
  switch (field) {
    case 'status':
      return term(statusTitles, complaint.status);
    case 'severity':
      return term(severityTitles, complaint.severity);
    case 'category':
      return term(categoryTitles, complaint.category);
    case 'channel':
      return term(channelTitles, complaint.channel);
    case 'verdict':
      return term(verdictTitles, complaint.verdict);
    case 'ownerId':
    case 'unitId':
    case 'handlerId':
      return nameOf(String(value));
    case 'nextPromise':
      return promiseOf(String(value));
    case 'nextDueAt':
      return due(String(value));
    case 'lodgedAt':
    case 'contactedAt':
    case 'repliedAt':
    case 'closedAt':
      return instant(String(value));
    case 'remedies':
      return listed(
        complaint.remedies.map((remedy) => writtenRemedy(remedy, term)),
        none,
      );
    case 'promises':
      return listed(
        complaint.promises.map(
          ({ promise, state }) => `${promiseOf(promise)} ${writing.stateOf(state)}`,
        ),
        none,
      );
    default:
      return String(value);
  }
}

type Taken = Readonly<{ remedy: Remedy; amountFen: number | null }>;

const writtenRemedy = ({ remedy, amountFen }: Taken, term: Term) =>
  term(remedyTitles, remedy) + (amountFen === null ? '' : ` ¥${(amountFen / 100).toFixed(2)}`);

const listed = (items: readonly string[], none: string) => items.join('\n') || none;
