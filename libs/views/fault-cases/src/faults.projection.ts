/** One row per fault: the board, the fault page, and any past state of it. */
import { faultPromises, type FaultEvent } from '@taizhang/contracts/intake';
import type { Fault } from '@taizhang/contracts/views';
import { projection, type Recorded } from '@taizhang/kernel';
import { miss, running, stamped, start, stop } from '@taizhang/views/cases';

type Of<Type extends FaultEvent['type']> = Recorded<Extract<FaultEvent, { type: Type }>>;

export const faults = projection<Fault, FaultEvent>({
  table: 'faults',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    contactId: { type: 'text', nullable: true },
    supplyPointId: { type: 'text', nullable: true },
    class: { type: 'text' },
    grade: { type: 'text', nullable: true },
    grounds: { type: 'jsonb' },
    status: { type: 'text' },
    triage: { type: 'text', nullable: true },
    outageId: { type: 'text', nullable: true },
    area: { type: 'text' },
    place: { type: 'text' },
    statement: { type: 'text' },
    channel: { type: 'text' },
    ownerId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    handlerId: { type: 'text', nullable: true },
    cause: { type: 'text', nullable: true },
    findings: { type: 'text' },
    result: { type: 'text' },
    reportedAt: { type: 'timestamptz' },
    dispatchedAt: { type: 'timestamptz', nullable: true },
    departedAt: { type: 'timestamptz', nullable: true },
    arrivedAt: { type: 'timestamptz', nullable: true },
    restoredAt: { type: 'timestamptz', nullable: true },
    closedAt: { type: 'timestamptz', nullable: true },
    reopenings: { type: 'integer' },
    urges: { type: 'integer' },
    promises: { type: 'jsonb' },
    nextPromise: { type: 'text', nullable: true },
    nextDueAt: { type: 'timestamptz', nullable: true },
    missed: { type: 'integer' },
    events: { type: 'integer' },
    lastEventAt: { type: 'timestamptz' },
    revision: { type: 'integer' },
  },
  indexes: [
    `(next_due_at, id) WHERE status <> 'closed'`,
    `(unit_id, next_due_at, id) WHERE status <> 'closed'`,
    '(reported_at DESC, id)',
    '(customer_id)',
    '(supply_point_id)',
  ],
  types: [
    'FaultReported',
    'FaultTriaged',
    'FaultGraded',
    'FaultDispatched',
    'CrewDeparted',
    'CrewArrived',
    'FaultCauseFound',
    'SupplyRestored',
    'FaultVerified',
    'FaultClosed',
    'FaultReopened',
    'FaultUrged',
    'FaultDeadlineMissed',
  ],
  keysOf: ({ data }) => [data.faultId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && stamped(row, next, event);
  },
});

const asks = (names: readonly string[]) => (name: string) => names.includes(name);
const everything = () => true;

function changed(row: Fault | null, event: Recorded<FaultEvent>): Fault | null {
  if (event.type === 'FaultReported') return reported(event);
  if (!row) return null; // Never reported: nothing to show.
  const { at } = event;
  switch (event.type) {
    case 'FaultTriaged':
      return triaged(row, event);
    case 'FaultGraded': {
      const { grade, grounds } = event.data;
      const isSent = !['reported', 'triaged', 'reopened'].includes(row.status);
      return { ...row, grade, grounds, status: isSent ? row.status : 'graded' };
    }
    case 'FaultDispatched': {
      const promises = stop(row.promises, asks(faultPromises.dispatch), at);
      const { toUnitId: unitId } = event.data;
      const sent = { unitId, handlerId: null, dispatchedAt: at, departedAt: null };
      return { ...row, ...sent, status: 'dispatched', promises };
    }
    case 'CrewDeparted':
      return { ...row, status: 'departed', handlerId: event.data.handlerId, departedAt: at };
    case 'CrewArrived': {
      const { handlerId, promises } = event.data;
      const stopped = stop(row.promises, asks(faultPromises.arrival), at);
      const started = [...stopped, ...running(promises)];
      return { ...row, status: 'arrived', handlerId, arrivedAt: at, promises: started };
    }
    case 'FaultCauseFound': {
      const { cause, class: found, findings } = event.data;
      return { ...row, status: 'cause-found', cause, class: found, findings };
    }
    case 'SupplyRestored': {
      const { result } = event.data;
      const promises = stop(row.promises, everything, at);
      return { ...row, status: 'restored', restoredAt: at, result, promises };
    }
    case 'FaultVerified':
      return { ...row, status: 'verified' };
    case 'FaultClosed': {
      const promises = stop(row.promises, everything, at);
      return { ...row, status: 'closed', closedAt: at, promises };
    }
    case 'FaultReopened':
      return reopened(row, event);
    case 'FaultUrged':
      return { ...row, urges: event.data.times };
    case 'FaultDeadlineMissed':
      return { ...row, promises: miss(row.promises, event.data.promise, event.data.dueAt) };
    default:
      return row;
  }
}

function reported({ data, at, revision }: Of<'FaultReported'>): Fault {
  // Field by field: the rest of an object is the slowest thing to copy.
  return {
    id: data.faultId,
    customerId: data.customerId,
    contactId: data.contactId,
    supplyPointId: data.supplyPointId,
    class: data.class,
    area: data.area,
    place: data.place,
    statement: data.statement,
    channel: data.channel,
    ownerId: data.ownerId,
    grade: null,
    grounds: [],
    status: 'reported',
    triage: null,
    outageId: null,
    unitId: null,
    handlerId: null,
    cause: null,
    findings: '',
    result: '',
    reportedAt: at,
    dispatchedAt: null,
    departedAt: null,
    arrivedAt: null,
    restoredAt: null,
    closedAt: null,
    reopenings: 0,
    urges: 0,
    promises: running(data.promises),
    nextPromise: null,
    nextDueAt: null,
    missed: 0,
    events: 0,
    lastEventAt: at,
    revision,
  };
}

/** Where no crew is to be sent nothing is owed that could be kept or missed. */
function triaged(row: Fault, { data }: Of<'FaultTriaged'>): Fault {
  const { outcome, outageId, paidRepairAgreed } = data;
  const needsCrew = outcome === 'dispatch' || paidRepairAgreed;
  const promises = needsCrew
    ? start(row.promises, data.promises ?? [])
    : row.promises.filter(({ state }) => state !== 'running');
  return { ...row, status: 'triaged', triage: outcome, outageId, promises };
}

const reopened = (row: Fault, { data }: Of<'FaultReopened'>): Fault => ({
  ...row,
  status: 'reopened',
  triage: 'dispatch',
  outageId: null,
  unitId: null,
  handlerId: null,
  reopenings: row.reopenings + 1,
  dispatchedAt: null,
  departedAt: null,
  arrivedAt: null,
  restoredAt: null,
  closedAt: null,
  promises: running(data.promises),
});
