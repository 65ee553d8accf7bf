/** What a decision about a fault needs to remember, folded from its events. */
import { faultPromises } from '@taizhang/contracts/intake';
import type {
  Area,
  CustomerId,
  FaultClass,
  FaultEvent,
  FaultGrade,
  FaultId,
  FaultStatus,
  OutageId,
  Triage,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import { settle, type PromiseClocks } from '@taizhang/promises';
import { needsCrew } from './fault-promise.policy';

export type KnownFault = PromiseClocks &
  Readonly<{
    status: FaultStatus;
    faultId: FaultId;
    customerId: CustomerId | null;
    class: FaultClass;
    area: Area;
    ownerId: ActorId;
    /** Where the report was taken: answers for what is late until a crew is sent. */
    ownerUnitId: UnitId | null;
    /** The crew that was sent, and who of it answers for it. */
    unitId: UnitId | null;
    handlerId: ActorId | null;
    /** When the running promises started: report or reopening, and the arrival. */
    startedAt: Instant;
    arrivedAt: Instant | null;
    triage: Triage | null;
    outageId: OutageId | null;
    paidRepairAgreed: boolean;
    grade: FaultGrade | null;
    repairedBy: ActorId | null;
    urgedBy: readonly string[];
  }>;

export type FaultState = { readonly status: 'unknown' } | KnownFault;

export const unknownFault: FaultState = { status: 'unknown' };

const { dispatch: dispatches, arrival: arrivals, restoration: restorations } = faultPromises;
const all = [...dispatches, ...arrivals, ...restorations];

/** Total over every order of events: a fact is a fact. */
export function evolveFault(state: FaultState, event: FaultEvent): FaultState {
  if (event.type === 'FaultReported') return reported(event);
  if (state.status === 'unknown') return state;
  const { at } = event;
  switch (event.type) {
    case 'FaultTriaged':
      return triaged(state, event);
    case 'FaultGraded':
      return { ...state, status: gradedStatus(state), grade: event.data.grade };
    case 'FaultDispatched':
      return {
        ...settle(state, dispatches),
        status: 'dispatched',
        unitId: event.data.toUnitId,
        handlerId: null,
      };
    case 'CrewDeparted':
      return { ...state, status: 'departed', handlerId: event.data.handlerId };
    case 'CrewArrived': {
      const { handlerId, promises } = event.data;
      const running = { ...state, promises: [...state.promises, ...promises] };
      const arrivedAt = state.arrivedAt ?? at;
      return { ...settle(running, arrivals), status: 'arrived', handlerId, arrivedAt };
    }
    case 'FaultCauseFound':
      return { ...state, status: 'cause-found', class: event.data.class };
    case 'SupplyRestored': {
      const { handlerId } = event.data;
      return { ...settle(state, all), status: 'restored', repairedBy: handlerId };
    }
    case 'FaultVerified':
      return { ...state, status: 'verified' };
    case 'FaultClosed':
      return { ...settle(state, all), status: 'closed' };
    case 'FaultReopened':
      return reopened(state, event);
    case 'FaultUrged':
      return { ...state, urgedBy: [...state.urgedBy, event.data.contactId] };
    case 'FaultDeadlineMissed':
      return { ...state, missed: [...state.missed, event.data.promise] };
    default:
      return state; // An older binary may meet a newer fact.
  }
}

/** Graded while a crew is out already, it is only graded anew. */
const gradedStatus = ({ status }: KnownFault): FaultStatus =>
  ['reported', 'triaged', 'reopened'].includes(status) ? 'graded' : status;

type Of<Type extends FaultEvent['type']> = Extract<FaultEvent, { type: Type }>;

const reported = ({ data, at }: Of<'FaultReported'>): KnownFault => ({
  status: 'reported',
  faultId: data.faultId,
  customerId: data.customerId,
  class: data.class,
  area: data.area,
  ownerId: data.ownerId,
  ownerUnitId: data.unitId,
  unitId: null,
  handlerId: null,
  startedAt: at,
  arrivedAt: null,
  promises: data.promises,
  missed: [],
  settled: [],
  triage: null,
  outageId: null,
  paidRepairAgreed: false,
  grade: null,
  repairedBy: null,
  urgedBy: [],
});

/** Where no crew is to be sent nothing was promised that could be missed. */
function triaged(state: KnownFault, { data, at }: Of<'FaultTriaged'>): KnownFault {
  const { outcome, outageId, paidRepairAgreed, promises } = data;
  const found = { triage: outcome, outageId, paidRepairAgreed };
  const next = { ...state, status: 'triaged' as const, ...found };
  if (!needsCrew(found)) return settle(next, all);
  return promises ? { ...next, startedAt: at, promises, missed: [], settled: [] } : next;
}

/** A crew is needed whatever the first questions found; the crew before is off it. */
const reopened = (state: KnownFault, { data, at }: Of<'FaultReopened'>): KnownFault => ({
  ...state,
  status: 'reopened',
  startedAt: at,
  arrivedAt: null,
  promises: data.promises,
  missed: [],
  settled: [],
  triage: 'dispatch',
  outageId: null,
  unitId: null,
  handlerId: null,
});
