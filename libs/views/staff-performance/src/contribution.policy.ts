/**
 * Which figures an event counts in, and whose they are. Both tables follow from this one page,
 * so a figure always opens to exactly the events it was added up from.
 */
import { localDate, type FrozenPromise } from '@taizhang/calendar';
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { ContactEvent } from '@taizhang/contracts/intake';
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
  'ratings',
  'ratingSum',
] as const;
export type Figure = (typeof figures)[number];

export type Contribution = Readonly<{
  staffId: string;
  unitId: string | null;
  /** Day in the company's time zone. */
  day: string;
  figures: Readonly<Partial<Record<Figure, number>>>;
}>;

type Counted = ComplaintEvent | ContactEvent | InquiryEvent;

const zone = 'Asia/Shanghai';
/** Promises a person answers for; the others are the company's or the dispatcher's. */
const personalPromises: readonly FrozenPromise['promise'][] = [
  'complaint-contact',
  'complaint-reply',
  'inquiry-answer',
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
  const act = { staffId: event.by as string, unitId, day, figures: { acts: 1 } };
  const own = event.by.startsWith('staff-') ? [act] : [];
  const measured = measuredOf(event as Recorded<Counted>, day);
  if (!measured) return own;
  const [first] = own;
  const same = first?.staffId === measured.staffId && first.unitId === measured.unitId;
  if (!first || !same || first.day !== measured.day) return [...own, measured];
  return [{ ...measured, figures: { ...first.figures, ...measured.figures } }];
}

function measuredOf({ type, data, at, context }: Recorded<Counted>, day: string) {
  const counted = (
    staffId: string | null,
    unitId: string | null,
    counts: Contribution['figures'],
    on = day,
  ): Contribution | null =>
    staffId === null ? null : { staffId, unitId, day: on, figures: counts };

  switch (type) {
    case 'ContactOpened':
      return counted(data.ownerId, data.unitId, { contactsTaken: 1 });
    case 'ContactClassified': {
      const earlier = data.recontactOf;
      if (!earlier) return null;
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
      const rated = data.satisfaction;
      const rating = rated === null ? {} : { ratings: 1, ratingSum: rated };
      return counted(data.handlerId, data.unitId, { closed: 1, ...rating });
    }
    case 'InquiryClosed':
      return counted(data.handlerId, data.unitId, { closed: 1 });
    case 'InquiryReopened':
    case 'ComplaintReopened':
      return counted(data.repliedBy, data.unitId, { reopened: 1 });
    case 'InquiryDeadlineMissed':
    case 'ComplaintDeadlineMissed':
      if (!personalPromises.includes(data.promise)) return null;
      return counted(data.responsibleId, data.unitId, { promisesMissed: 1 });
    default:
      return null;
  }
}

const keptBy = (at: Instant, dueAt: Instant | null) =>
  dueAt !== null && at <= dueAt ? { promisesKept: 1 } : {};

/** Legacy ledgers may answer before they were asked; a time is never negative. */
const secondsBetween = (from: Instant, to: Instant) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
