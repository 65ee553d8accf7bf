/** Which projection tells each kind of history, and what of its rows is shown. */
import type { HistoryKind } from '@taizhang/contracts/views';
import { callbacks, scorecards, spotChecks } from '@taizhang/views/assessment';
import { accounts, inquiries } from '@taizhang/views/billing';
import { complaints } from '@taizhang/views/complaint-cases';
import { contacts, customers, supplyPoints } from '@taizhang/views/customer-archive';
import { faults } from '@taizhang/views/fault-cases';
import type { AnyProjection, Row } from './folding';

export type PartKind = HistoryKind | 'supply-point';

export const projections: Readonly<Record<PartKind, AnyProjection>> = {
  customer: customers,
  'supply-point': supplyPoints,
  contact: contacts,
  complaint: complaints,
  fault: faults,
  inquiry: inquiries,
  account: accounts,
  callback: callbacks,
  'spot-check': spotChecks,
  scorecard: scorecards,
};

/** What a row keeps for searching and counting, and nobody is shown. */
const innerFields = ['searchText', 'openComplaintIds', 'openFaultIds'];
/** What every event changes says nothing about the case. */
const bookkeeping = ['id', 'events', 'revision', 'lastEventAt'];

export function shown(row: Row): Row {
  const entries = Object.entries(row).filter(([field]) => !innerFields.includes(field));
  return Object.fromEntries(entries) as Row;
}

/** The fields in which rows are compared, in the order of the table. */
export const comparedFields = (kind: PartKind): readonly string[] =>
  Object.keys(projections[kind].columns).filter(
    (field) => ![...innerFields, ...bookkeeping].includes(field),
  );
