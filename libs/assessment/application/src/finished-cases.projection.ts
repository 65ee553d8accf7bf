/** The cases of every context that were closed: what may be asked about, rated and checked. */
import { localDate } from '@taizhang/calendar';
import type { CaseKind } from '@taizhang/contracts/assessment';
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { FaultEvent } from '@taizhang/contracts/intake';
import { projection } from '@taizhang/kernel';

export type ClosedEvent =
  | Extract<ComplaintEvent, { type: 'ComplaintClosed' }>
  | Extract<FaultEvent, { type: 'FaultClosed' }>
  | Extract<InquiryEvent, { type: 'InquiryClosed' }>;

export type FinishedCase = Readonly<{
  id: string;
  kind: CaseKind;
  customerId: string | null;
  handlerId: string | null;
  unitId: string | null;
  closedAt: string;
  /** Local day. */
  closedOn: string;
  /** Of a legacy ledger: nobody is called back about it. */
  imported: boolean;
}>;

export const caseOf = (event: ClosedEvent): string => {
  switch (event.type) {
    case 'ComplaintClosed':
      return event.data.complaintId;
    case 'FaultClosed':
      return event.data.faultId;
    default:
      return event.data.inquiryId;
  }
};

const kinds = { ComplaintClosed: 'complaint', FaultClosed: 'fault', InquiryClosed: 'inquiry' };

export const finishedCases = projection<FinishedCase, ClosedEvent>({
  table: 'finished_cases',
  columns: {
    id: { type: 'text' },
    kind: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    handlerId: { type: 'text', nullable: true },
    unitId: { type: 'text', nullable: true },
    closedAt: { type: 'timestamptz' },
    closedOn: { type: 'date' },
    imported: { type: 'boolean' },
  },
  indexes: ['(closed_on, id)'],
  types: ['ComplaintClosed', 'FaultClosed', 'InquiryClosed'],
  keysOf: (event) => [caseOf(event)],

  evolve(_, event) {
    const { customerId, handlerId, unitId } = event.data;
    return {
      id: caseOf(event),
      kind: kinds[event.type] as CaseKind,
      customerId,
      handlerId,
      unitId,
      closedAt: event.at,
      closedOn: localDate('Asia/Shanghai', event.at),
      imported: event.context.origin !== undefined,
    };
  },
});
