/**
 * Which figures an event counts in, and whose they are. Both tables follow from this one page,
 * so a figure always opens to exactly the events it was added up from.
 */
import { lastDayUntil, localDate, type FrozenPromise } from '@taizhang/calendar';
import type { CallbackEvent, RatingEvent, SpotCheckEvent } from '@taizhang/contracts/assessment';
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { ContactEvent, FaultEvent } from '@taizhang/contracts/intake';
import type { Instant, Message, Recorded } from '@taizhang/kernel';

export const figures = [
  'acts',
  'contactsTaken',
  'answeredAtOnce',
  'recontacts',
  'lodged',
  'accepted',
  'replied',
  'closed',
  'reopened',
  'contactCount',
  'contactSeconds',
  'replyCount',
  'replySeconds',
  'promisesKept',
  'promisesMissed',
  'faultsTaken',
  'faultsRepaired',
  'faultsReopened',
  'arrivalCount',
  'arrivalSeconds',
  'restorationCount',
  'restorationSeconds',
  'praise',
  'ratings',
  'ratingSum',
  'callbacks',
  'spotChecks',
  'spotCheckSum',
] as const;
export type Figure = (typeof figures)[number];

export type Contribution = Readonly<{
  staffId: string;
  unitId: string | null;
  /** Day in the company's time zone. */
  day: string;
  figures: Readonly<Partial<Record<Figure, number>>>;
}>;

type Counted =
  | ComplaintEvent
  | ContactEvent
  | FaultEvent
  | InquiryEvent
  | CallbackEvent
  | RatingEvent
  | SpotCheckEvent;

const zone = 'Asia/Shanghai';
/** Promises a person answers for; the others are the company's or the dispatcher's. */
const personalPromises: readonly FrozenPromise['promise'][] = [
  'complaint-contact',
  'complaint-reply',
  'arrival-urban',
  'arrival-rural',
  'arrival-remote',
  'restoration-urban',
  'restoration-rural',
  'inquiry-answer',
  'suggestion-reply',
  'opinion-reply',
  'reading-anomaly-answer',
  'meter-test-result',
];

let latest: { event: Message; contributions: readonly Contribution[] } | undefined;

/** Pure; the answer for the latest event is kept because both tables and their keys ask for it. */
export function contributionsOf(event: Recorded): readonly Contribution[] {
  if (latest?.event === event) return latest.contributions;
  const contributions = compute(event);
  latest = { event, contributions };
  return contributions;
}

function compute(event: Recorded): readonly Contribution[] {
  const day = localDate(zone, event.at);
  const unitId = event.context.unit;
  const called = event.type === 'CallbackScored' ? { callbacks: 1 } : {};
  const act = { staffId: event.by as string, unitId, day, figures: { acts: 1, ...called } };
  const own = event.by.startsWith('staff-') ? [act] : [];
  const measured = measuredOf(event as Recorded<Counted>, day);
  if (!measured) return own;
  const [first] = own;
  const same = first?.staffId === measured.staffId && first.unitId === measured.unitId;
  if (!first || !same || first.day !== measured.day) return [...own, measured];
  return [{ ...measured, figures: { ...first.figures, ...measured.figures } }];
}

function measuredOf(event: Recorded<Counted>, day: string) {
  const { type, data, at, context } = event;
  const counted = counting(day);
  switch (type) {
    case 'ContactOpened':
      return counted(data.ownerId, data.unitId, { contactsTaken: 1 });
    case 'ContactClassified': {
      const earlier = data.recontactOf;
      if (!earlier || earlier.again) return null;
      // It counts on the day whose answer did not hold.
      const on = localDate(zone, earlier.answeredAt);
      return counted(earlier.ownerId, earlier.unitId, { recontacts: 1 }, on);
    }
    case 'ContactAnsweredAtOnce':
      return counted(data.ownerId, context.unit, { answeredAtOnce: 1 });
    case 'ComplaintLodged':
      return counted(data.ownerId, data.unitId, { lodged: 1 });
    case 'ComplaintAccepted':
      return counted(data.handlerId, context.unit, { accepted: 1 });
    case 'CustomerContacted': {
      if (data.again) return null;
      const contactSeconds = secondsBetween(data.startedAt, at);
      const kept = keptBy(at, data.dueAt);
      return counted(data.handlerId, data.unitId, { contactCount: 1, contactSeconds, ...kept });
    }
    case 'InquiryVerified':
      return counted(data.handlerId, data.unitId, { accepted: 1 });
    case 'MeterTested':
      return counted(data.handlerId, data.unitId, keptBy(at, data.dueAt));
    case 'InquiryAnswered':
    case 'InquiryReplied':
    case 'ComplaintReplied': {
      const replySeconds = secondsBetween(data.startedAt, at);
      const counts = { replied: 1, replyCount: 1, replySeconds, ...keptBy(at, data.dueAt) };
      return counted(data.handlerId, data.unitId, counts);
    }
    case 'ComplaintClosed': {
      const counts = { closed: 1, ...ratingOf(data.satisfaction) };
      return counted(data.handlerId, data.unitId, counts);
    }
    case 'InquiryClosed':
      return counted(data.handlerId, data.unitId, { closed: 1 });
    case 'InquiryReopened':
    case 'ComplaintReopened':
      return counted(data.repliedBy, data.unitId, { reopened: 1 });
    case 'PraiseRecorded':
      return counted(data.staffId, null, { praise: 1 });
    case 'ContactReplied':
      return counted(data.ownerId, data.unitId, keptBy(at, data.dueAt));
    case 'FaultDeadlineMissed':
    case 'ContactDeadlineMissed':
    case 'InquiryDeadlineMissed':
    case 'ComplaintDeadlineMissed':
      if (!personalPromises.includes(data.promise)) return null;
      return counting(ranOutOn(at))(data.responsibleId, data.unitId, { promisesMissed: 1 });
    default:
      return measuredRepair(event, day) ?? measuredAfterwards(event, day);
  }
}

/** What a crew did, and who heard of the fault first. */
function measuredRepair({ type, data, at }: Recorded<Counted>, day: string) {
  const counted = counting(day);
  switch (type) {
    case 'FaultReported':
      return counted(data.ownerId, data.unitId, { faultsTaken: 1 });
    case 'CrewArrived': {
      if (data.again) return null;
      const arrivalSeconds = secondsBetween(data.startedAt, at);
      const kept = keptBy(at, data.dueAt);
      return counted(data.handlerId, data.unitId, { arrivalCount: 1, arrivalSeconds, ...kept });
    }
    case 'SupplyRestored': {
      const restorationSeconds = secondsBetween(data.startedAt, at);
      const repair = { faultsRepaired: 1, restorationCount: 1, restorationSeconds };
      return counted(data.handlerId, data.unitId, { ...repair, ...keptBy(at, data.dueAt) });
    }
    case 'FaultReopened':
      return counted(data.repairedBy, data.unitId, { faultsReopened: 1 });
    default:
      return null;
  }
}

/** What customers and assessors said afterwards. */
function measuredAfterwards({ type, data, by, context }: Recorded<Counted>, day: string) {
  const counted = counting(day);
  switch (type) {
    case 'CallbackAttempted':
      return counted(by, context.unit, { callbacks: 1 });
    case 'CallbackScored':
    case 'CaseRated':
      // Whoever handled the case is rated; the call itself is an act of the caller.
      return data.score === null
        ? null
        : counted(data.handlerId, data.unitId, ratingOf(data.score));
    case 'SpotCheckItemScored':
      return counted(data.handlerId, data.unitId, { spotChecks: 1, spotCheckSum: data.total });
    default:
      return null;
  }
}

const ratingOf = (score: number | null) => (score === null ? {} : { ratings: 1, ratingSum: score });

const counting =
  (day: string) =>
  (
    staffId: string | null,
    unitId: string | null,
    counts: Contribution['figures'],
    on = day,
  ): Contribution | null =>
    staffId === null ? null : { staffId, unitId, day: on, figures: counts };

/** A whole day runs out at its 24:00, which is 0:00 of the next. */
const ranOutOn = (at: Instant) => lastDayUntil(zone, at);

const keptBy = (at: Instant, dueAt: Instant | null) =>
  dueAt !== null && at <= dueAt ? { promisesKept: 1 } : {};

/** Legacy ledgers may answer before they were asked; a time is never negative. */
const secondsBetween = (from: Instant, to: Instant) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
