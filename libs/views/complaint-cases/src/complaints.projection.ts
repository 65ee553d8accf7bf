/** One row per complaint: the case page, every work list, and any past state of it. */
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import type { FrozenPromise } from '@taizhang/calendar';
import { projection, type Instant, type Recorded } from '@taizhang/kernel';
import { miss, running, stamped, stop } from '@taizhang/views/cases';

type Of<Type extends ComplaintEvent['type']> = Recorded<Extract<ComplaintEvent, { type: Type }>>;

/** What doing a thing at a time makes of the promises that asked for it. */
const stoppedBy = {
  ComplaintDispatched: ['complaint-dispatch'],
  CustomerContacted: ['complaint-contact'],
  ComplaintReplied: ['complaint-internal-reply', 'complaint-reply', 'complaint-hard-stop'],
} satisfies Partial<Record<ComplaintEvent['type'], FrozenPromise['promise'][]>>;

export const complaints = projection<Complaint, ComplaintEvent>({
  table: 'complaints',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    contactId: { type: 'text', nullable: true },
    category: { type: 'text', nullable: true },
    severity: { type: 'text' },
    channel: { type: 'text' },
    status: { type: 'text' },
    statement: { type: 'text' },
    remedySought: { type: 'text' },
    ownerId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    handlerId: { type: 'text', nullable: true },
    verdict: { type: 'text', nullable: true },
    remedies: { type: 'jsonb' },
    lodgedAt: { type: 'timestamptz' },
    contactedAt: { type: 'timestamptz', nullable: true },
    repliedAt: { type: 'timestamptz', nullable: true },
    closedAt: { type: 'timestamptz', nullable: true },
    urges: { type: 'integer' },
    returns: { type: 'integer' },
    reopenings: { type: 'integer' },
    satisfaction: { type: 'integer', nullable: true },
    promises: { type: 'jsonb' },
    nextPromise: { type: 'text', nullable: true },
    nextDueAt: { type: 'timestamptz', nullable: true },
    missed: { type: 'integer' },
    source: { type: 'text', nullable: true },
    events: { type: 'integer' },
    lastEventAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  indexes: [
    `(next_due_at, id) WHERE status <> 'closed'`,
    `(unit_id, next_due_at, id) WHERE status <> 'closed'`,
    `(handler_id, next_due_at, id) WHERE status <> 'closed'`,
    '(lodged_at DESC, id)',
    '(customer_id)',
  ],
  types: [
    'ComplaintLodged',
    'ComplaintDispatched',
    'ComplaintAccepted',
    'ComplaintReturned',
    'CustomerContacted',
    'ComplaintInvestigated',
    'ComplaintAdjudicated',
    'ComplaintRemedied',
    'ComplaintReplied',
    'ComplaintClosed',
    'ComplaintReopened',
    'ComplaintUrged',
    'ComplaintDeadlineMissed',
    'ComplaintHistoryNoted',
  ],
  keysOf: (event) => [event.data.complaintId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && stamped(row, next, event);
  },
});

function changed(row: Complaint | null, event: Recorded<ComplaintEvent>): Complaint | null {
  if (event.type === 'ComplaintLodged') return lodged(event);
  if (!row) return null; // Never lodged: nothing to show.
  const { at } = event;
  switch (event.type) {
    case 'ComplaintDispatched':
      return {
        ...row,
        promises: settled(row, event.type, at),
        status: 'dispatched',
        unitId: event.data.toUnitId,
        handlerId: null,
      };
    case 'ComplaintAccepted':
      return {
        ...row,
        status: isUnaccepted(row) ? 'accepted' : row.status,
        handlerId: event.data.handlerId,
      };
    case 'ComplaintReturned':
      return { ...row, status: 'returned', handlerId: null, returns: row.returns + 1 };
    case 'CustomerContacted':
      return {
        ...row,
        promises: settled(row, event.type, at),
        status: 'contacted',
        contactedAt: at,
      };
    case 'ComplaintInvestigated':
      return { ...row, status: 'investigated' };
    case 'ComplaintAdjudicated':
      return { ...row, status: 'adjudicated', verdict: event.data.verdict };
    case 'ComplaintRemedied': {
      const { remedy, amountFen } = event.data;
      const remedies = [...row.remedies, { remedy, amountFen, at }];
      return { ...row, status: row.status === 'replied' ? 'replied' : 'remedied', remedies };
    }
    case 'ComplaintReplied':
      return {
        ...row,
        promises: settled(row, event.type, at),
        status: 'replied',
        repliedAt: at,
      };
    case 'ComplaintClosed':
      return closed(row, event);
    case 'ComplaintReopened':
      return reopened(row, event);
    case 'ComplaintUrged':
      return { ...row, urges: event.data.times };
    case 'ComplaintDeadlineMissed':
      return { ...row, promises: miss(row.promises, event.data.promise, event.data.dueAt) };
    default:
      return row;
  }
}

const isUnaccepted = ({ status }: Complaint) =>
  ['lodged', 'dispatched', 'returned', 'reopened'].includes(status);

function lodged({ data, at, revision, context }: Of<'ComplaintLodged'>): Complaint {
  // Field by field: the rest of an object is the slowest thing to copy.
  return {
    id: data.complaintId,
    customerId: data.customerId,
    contactId: data.contactId,
    category: data.category,
    severity: data.severity,
    channel: data.channel,
    statement: data.statement,
    remedySought: data.remedySought,
    ownerId: data.ownerId,
    unitId: data.unitId,
    status: 'lodged',
    handlerId: null,
    verdict: null,
    remedies: [],
    lodgedAt: at,
    contactedAt: null,
    repliedAt: null,
    closedAt: null,
    urges: 0,
    returns: 0,
    reopenings: 0,
    satisfaction: null,
    promises: running(data.promises),
    nextPromise: null,
    nextDueAt: null,
    missed: 0,
    source: context.origin?.source ?? null,
    events: 0,
    lastEventAt: at,
    revision,
  };
}

// A legacy ledger may close what it never answered: then nothing runs any more.
const closed = (row: Complaint, { data, at }: Of<'ComplaintClosed'>): Complaint => ({
  ...row,
  status: 'closed',
  closedAt: at,
  satisfaction: data.satisfaction ?? row.satisfaction,
  promises: stop(row.promises, () => true, at),
});

const reopened = (row: Complaint, { data }: Of<'ComplaintReopened'>): Complaint => ({
  ...row,
  status: 'reopened',
  reopenings: row.reopenings + 1,
  verdict: null,
  contactedAt: null,
  repliedAt: null,
  closedAt: null,
  satisfaction: null,
  promises: running(data.promises),
});

const settled = ({ promises }: Complaint, type: keyof typeof stoppedBy, at: Instant) => {
  const names: readonly string[] = stoppedBy[type];
  return stop(promises, (name) => names.includes(name), at);
};
