/** Cases of any context that are not closed, as published: what may be urged, or said twice. */
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { ContactEvent, FaultEvent } from '@taizhang/contracts/intake';
import { projection, type Instant } from '@taizhang/kernel';

export type OpenCase = Readonly<{ id: string; customerId: string | null; openedAt: Instant }>;

type Event =
  | Extract<ContactEvent, { type: 'ContactRouted' }>
  | Extract<ComplaintEvent, { type: 'ComplaintLodged' | 'ComplaintClosed' | 'ComplaintReopened' }>
  | Extract<FaultEvent, { type: 'FaultReported' | 'FaultClosed' | 'FaultReopened' }>
  | Extract<
      InquiryEvent,
      { type: 'InquiryOpened' | 'InquiryVerified' | 'InquiryClosed' | 'InquiryReopened' }
    >;

export const openCases = projection<OpenCase, Event>({
  table: 'open_cases',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    openedAt: { type: 'timestamptz' },
  },
  indexes: ['(customer_id)'],
  types: [
    'ContactRouted',
    'ComplaintLodged',
    'ComplaintClosed',
    'ComplaintReopened',
    'FaultReported',
    'FaultClosed',
    'FaultReopened',
    'InquiryOpened',
    'InquiryVerified',
    'InquiryClosed',
    'InquiryReopened',
  ],
  keysOf: ({ data }) => {
    if ('caseId' in data) return [data.caseId];
    if ('faultId' in data) return [data.faultId];
    return ['complaintId' in data ? data.complaintId : data.inquiryId];
  },
  evolve(row, { type, data, at }, key) {
    // Whose account it is about may only be known by now.
    if (type === 'InquiryVerified') return row && { ...row, customerId: data.customerId };
    const isOver = type.endsWith('Closed');
    return isOver ? null : { id: key, customerId: data.customerId, openedAt: at };
  },
});
