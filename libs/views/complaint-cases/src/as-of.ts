/**
 * Any past state of one complaint, by the same fold that fills the table: what the page shows
 * now is the state as of the last event.
 */
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { Complaint, Difference } from '@taizhang/contracts/views';
import type { Instant, Recorded } from '@taizhang/kernel';
import { complaints } from './complaints.projection';

export type Moment =
  | Readonly<{ revision: number }>
  /** `occurred`: what had happened by then; `recorded`: what we had written down by then. */
  | Readonly<{ at: Instant; basis: 'occurred' | 'recorded' }>;

export type AsOf = Readonly<{ complaint: Complaint; last: Recorded<ComplaintEvent> }>;

/** Null when nothing was known of it yet. */
export function asOf(history: readonly Recorded<ComplaintEvent>[], moment: Moment): AsOf | null {
  let complaint: Complaint | null = null;
  let last: Recorded<ComplaintEvent> | undefined;
  for (const event of history) {
    if (!isKnown(event, moment)) continue;
    complaint = complaints.evolve(complaint, event, event.data.complaintId);
    last = event;
  }
  return complaint && last ? { complaint, last } : null;
}

function isKnown(event: Recorded, moment: Moment): boolean {
  if ('revision' in moment) return event.revision <= moment.revision;
  return (moment.basis === 'occurred' ? event.at : event.recordedAt) <= moment.at;
}

/** Fields that changed, in the order of the page; bookkeeping of the row itself left out. */
export function differenceOf(before: Complaint | null, after: Complaint | null): Difference[] {
  const bookkeeping = ['id', 'events', 'revision', 'lastEventAt'];
  const fields = Object.keys(complaints.columns).filter((field) => !bookkeeping.includes(field));
  return fields.flatMap((field) => {
    const [was, is] = [before, after].map((row) => row?.[field as keyof Complaint] ?? null);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }];
  });
}
