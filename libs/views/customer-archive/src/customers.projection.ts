/** One row per customer: who they are and how often we heard from them. */
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type {
  ContactEvent,
  CustomerEvent,
  FaultEvent,
  PrivacyEvent,
} from '@taizhang/contracts/intake';
import type { Customer } from '@taizhang/contracts/views';
import { projection, type Recorded } from '@taizhang/kernel';
import { linesOf } from './search-grams.policy';

export type CustomerRow = Customer &
  Readonly<{
    /** Every key a person may be looked up by, one a line, in lower case. */
    searchText: string;
    /** Counted by name: imported history may close twice what it opened once. */
    openComplaintIds: readonly string[];
    openFaultIds: readonly string[];
  }>;

type Event =
  | CustomerEvent
  | PrivacyEvent
  | Extract<ContactEvent, { type: 'ContactIdentified' }>
  | Extract<ComplaintEvent, { type: 'ComplaintLodged' | 'ComplaintClosed' | 'ComplaintReopened' }>
  | Extract<FaultEvent, { type: 'FaultReported' | 'FaultClosed' | 'FaultReopened' }>;

export const customers = projection<CustomerRow, Event>({
  table: 'customers',
  columns: {
    id: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    phones: { type: 'jsonb' },
    address: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    since: { type: 'timestamptz' },
    contacts: { type: 'integer' },
    complaints: { type: 'integer' },
    openComplaints: { type: 'integer' },
    faults: { type: 'integer' },
    openFaults: { type: 'integer' },
    lastContactAt: { type: 'timestamptz', nullable: true },
    processing: { type: 'text' },
    revision: { type: 'integer' },
    searchText: { type: 'text' },
    openComplaintIds: { type: 'jsonb' },
    openFaultIds: { type: 'jsonb' },
  },
  indexes: ['(name text_pattern_ops)', '(since, id)', `(processing) WHERE processing <> 'normal'`],
  types: [
    'CustomerRegistered',
    'CustomerDetailsCorrected',
    'SupplyPointConnected',
    'ContactIdentified',
    'ComplaintLodged',
    'ComplaintClosed',
    'ComplaintReopened',
    'FaultReported',
    'FaultClosed',
    'FaultReopened',
    'ProcessingRestricted',
    'ProcessingRestrictionLifted',
    'PersonErased',
    'ErasureCompleted',
  ],
  keysOf: ({ data }) => {
    if ('personId' in data) return [data.personId];
    return data.customerId ? [data.customerId] : [];
  },

  evolve(row, event) {
    if (event.type === 'CustomerRegistered') return registered(event);
    if (!row) return null; // A customer that was never registered has no archive.
    switch (event.type) {
      case 'CustomerDetailsCorrected': {
        const { name, phones, address } = event.data;
        const keys = [name, ...phones, address, ...keysOfSupply(row)];
        const details = { name, phones, address, searchText: linesOf(keys) };
        return { ...row, ...details, revision: event.revision };
      }
      case 'SupplyPointConnected': {
        const { accountNumber, meterNumber, address } = event.data;
        const keys = [...row.searchText.split('\n'), accountNumber, meterNumber, address];
        return { ...row, searchText: linesOf(keys), revision: event.revision };
      }
      case 'ContactIdentified':
        return { ...row, contacts: row.contacts + 1, lastContactAt: event.at };
      case 'ComplaintLodged':
        return { ...opening(row, event.data.complaintId), complaints: row.complaints + 1 };
      case 'ComplaintReopened':
        return opening(row, event.data.complaintId);
      case 'ComplaintClosed':
        return withOpen(row, without(row.openComplaintIds, event.data.complaintId));
      case 'FaultReported':
        return { ...openingFault(row, event.data.faultId), faults: row.faults + 1 };
      case 'FaultReopened':
        return openingFault(row, event.data.faultId);
      case 'FaultClosed':
        return withOpenFaults(row, without(row.openFaultIds, event.data.faultId));
      case 'ProcessingRestricted':
        return { ...row, processing: 'restricted', revision: event.revision };
      case 'ProcessingRestrictionLifted':
        return { ...row, processing: 'normal', revision: event.revision };
      case 'PersonErased':
      case 'ErasureCompleted':
        return { ...row, processing: 'erased', revision: event.revision };
      default:
        return row;
    }
  },
});

const without = (ids: readonly string[], gone: string) => ids.filter((id) => id !== gone);

const withOpenFaults = (row: CustomerRow, openFaultIds: readonly string[]): CustomerRow => ({
  ...row,
  openFaultIds,
  openFaults: openFaultIds.length,
});

const openingFault = (row: CustomerRow, id: string) =>
  withOpenFaults(row, [...without(row.openFaultIds, id), id]);

const withOpen = (row: CustomerRow, openComplaintIds: readonly string[]): CustomerRow => ({
  ...row,
  openComplaintIds,
  openComplaints: openComplaintIds.length,
});

const opening = (row: CustomerRow, id: string) =>
  withOpen(row, [...without(row.openComplaintIds, id), id]);

/** The lines behind name, telephones and address. */
const keysOfSupply = ({ searchText, phones }: CustomerRow) =>
  searchText.split('\n').slice(phones.length + 2);

type Registered = Recorded<Extract<CustomerEvent, { type: 'CustomerRegistered' }>>;

function registered({ data, at, revision }: Registered): CustomerRow {
  const { customerId, name, kind, phones, address, unitId } = data;
  return {
    id: customerId,
    name,
    kind,
    phones,
    address,
    unitId,
    since: at,
    contacts: 0,
    complaints: 0,
    openComplaints: 0,
    faults: 0,
    openFaults: 0,
    lastContactAt: null,
    processing: 'normal',
    revision,
    searchText: linesOf([name, ...phones, address]),
    openComplaintIds: [],
    openFaultIds: [],
  };
}
