/** The timers of faults and promised replies: which event starts and which stops a promise. */
import { faultPromises } from '@taizhang/contracts/intake';
import type { ContactEvent, FaultEvent } from '@taizhang/contracts/intake';
import { runningPromisesOf, type ClockChange } from '@taizhang/promises';

const types = [
  'FaultReported',
  'FaultReopened',
  'FaultTriaged',
  'FaultDispatched',
  'CrewArrived',
  'SupplyRestored',
  'FaultClosed',
  'FaultDeadlineMissed',
  'ContactReplyPromised',
  'ContactReplied',
  'ContactDeadlineMissed',
] as const;
type Event = Extract<FaultEvent | ContactEvent, { type: (typeof types)[number] }>;

const { dispatch, arrival, restoration } = faultPromises;
const all = [...dispatch, ...arrival, ...restoration];

function changeOf({ type, data }: Event): ClockChange {
  switch (type) {
    case 'FaultReported':
    case 'FaultReopened':
    case 'ContactReplyPromised':
      return { starts: data.promises };
    case 'FaultTriaged':
      // Where no crew is to be sent nothing was promised that could be missed.
      if (data.outcome !== 'dispatch' && !data.paidRepairAgreed) return { stops: all };
      return { starts: data.promises ?? [] };
    case 'FaultDispatched':
      return { stops: dispatch };
    case 'CrewArrived':
      return { starts: data.promises, stops: arrival };
    case 'SupplyRestored':
    case 'FaultClosed':
      return { stops: all };
    case 'ContactReplied':
      return { stops: ['inquiry-answer', 'suggestion-reply', 'opinion-reply'] };
    default:
      return { stops: [data.promise] };
  }
}

export const runningIntakePromises = runningPromisesOf<Event>({
  table: 'running_promises',
  types,
  caseOf: ({ data }) => ('faultId' in data ? data.faultId : data.contactId),
  changeOf,
});
