/**
 * What the events say about each person's work, by local day: the evidence of scorecards, added
 * up here because contexts do not read each other's tables.
 */
import { lastDayUntil, localDate } from '@taizhang/calendar';
import type { CallbackEvent, RatingEvent, SpotCheckEvent } from '@taizhang/contracts/assessment';
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { FaultEvent } from '@taizhang/contracts/intake';
import { projection, type Recorded } from '@taizhang/kernel';

export const evidenceFigures = [
  'spotCheckSum',
  'spotChecks',
  'ratingSum',
  'ratings',
  'promisesKept',
  'promisesMissed',
  // Of these, in grave complaints.
  'importantKept',
  'importantMissed',
  'majorKept',
  'majorMissed',
  'specialKept',
  'specialMissed',
] as const;
export type EvidenceFigure = (typeof evidenceFigures)[number];

export type StaffEvidence = Readonly<
  { id: string; staffId: string; day: string } & Record<EvidenceFigure, number>
>;

const types = [
  'CallbackScored',
  'CaseRated',
  'SpotCheckItemScored',
  'CustomerContacted',
  'ComplaintReplied',
  'ComplaintDeadlineMissed',
  'CrewArrived',
  'SupplyRestored',
  'FaultDeadlineMissed',
  'InquiryAnswered',
  'InquiryReplied',
  'MeterTested',
  'InquiryDeadlineMissed',
] as const;

type Event = Extract<
  CallbackEvent | RatingEvent | SpotCheckEvent | ComplaintEvent | FaultEvent | InquiryEvent,
  { type: (typeof types)[number] }
>;

type Counted = Readonly<{
  staffId: string;
  day: string;
  counts: Partial<Record<EvidenceFigure, number>>;
}>;

const zone = 'Asia/Shanghai';
/** Promises one person answers for; the others are the dispatcher's or the company's. */
const personal: readonly string[] = [
  'complaint-contact',
  'complaint-reply',
  'arrival-urban',
  'arrival-rural',
  'arrival-remote',
  'restoration-urban',
  'restoration-rural',
  'inquiry-answer',
  'reading-anomaly-answer',
  'meter-test-result',
];

function countedOf(event: Recorded<Event>): Counted | null {
  const day = localDate(zone, event.at);
  const of = (staffId: string | null, counts: Counted['counts'], on = day) =>
    staffId === null ? null : { staffId, day: on, counts };
  switch (event.type) {
    case 'CallbackScored':
    case 'CaseRated': {
      const { handlerId, score } = event.data;
      return score === null ? null : of(handlerId, { ratingSum: score, ratings: 1 });
    }
    case 'SpotCheckItemScored': {
      const { handlerId, total, closedOn } = event.data;
      return of(handlerId, { spotCheckSum: total, spotChecks: 1 }, closedOn);
    }
    case 'FaultDeadlineMissed':
    case 'InquiryDeadlineMissed':
    case 'ComplaintDeadlineMissed': {
      const { responsibleId, promise } = event.data;
      if (!personal.includes(promise)) return null;
      const counts = { promisesMissed: 1, ...inGrave(event, 'Missed') };
      // At 24:00 of the last day, which is 0:00 of the next.
      return of(responsibleId, counts, lastDayUntil(zone, event.at));
    }
    default: {
      const { handlerId, dueAt } = event.data;
      const again = 'again' in event.data && event.data.again;
      if (again || dueAt === null || event.at > dueAt) return null;
      return of(handlerId, { promisesKept: 1, ...inGrave(event, 'Kept') });
    }
  }
}

/** Only complaints have a severity. */
function inGrave({ data }: Event, what: 'Kept' | 'Missed'): Counted['counts'] {
  const severity = 'severity' in data ? data.severity : undefined;
  return severity ? { [`${severity}${what}`]: 1 } : {};
}

const zeros = Object.fromEntries(evidenceFigures.map((figure) => [figure, 0])) as Record<
  EvidenceFigure,
  number
>;
const keyOf = ({ staffId, day }: Counted) => `${staffId}|${day}`;

export const staffEvidence = projection<StaffEvidence, Event>({
  table: 'staff_evidence',
  columns: {
    id: { type: 'text' },
    staffId: { type: 'text' },
    day: { type: 'date' },
    spotCheckSum: { type: 'integer' },
    spotChecks: { type: 'integer' },
    ratingSum: { type: 'integer' },
    ratings: { type: 'integer' },
    promisesKept: { type: 'integer' },
    promisesMissed: { type: 'integer' },
    importantKept: { type: 'integer' },
    importantMissed: { type: 'integer' },
    majorKept: { type: 'integer' },
    majorMissed: { type: 'integer' },
    specialKept: { type: 'integer' },
    specialMissed: { type: 'integer' },
  },
  indexes: ['(staff_id, day)'],
  types,
  keysOf: (event) => [countedOf(event)].flatMap((counted) => (counted ? [keyOf(counted)] : [])),

  evolve(row, event, key) {
    const counted = countedOf(event);
    if (!counted) return row;
    const { staffId, day, counts } = counted;
    const next: Record<EvidenceFigure, number> & Omit<StaffEvidence, EvidenceFigure> = row
      ? { ...row }
      : { id: key, staffId, day, ...zeros };
    for (const figure of evidenceFigures) next[figure] += counts[figure] ?? 0;
    return next;
  },
});
