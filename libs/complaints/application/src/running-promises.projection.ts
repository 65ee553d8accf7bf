/** The timers of complaints: which event starts and which stops a promise. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { runningPromisesOf, type ClockChange } from '@taizhang/promises/application';

type Name = FrozenPromise['promise'];
type Event = Extract<
  ComplaintEvent,
  {
    type:
      | 'ComplaintLodged'
      | 'ComplaintReopened'
      | 'ComplaintDispatched'
      | 'CustomerContacted'
      | 'ComplaintReplied'
      | 'ComplaintClosed'
      | 'ComplaintDeadlineMissed';
  }
>;

const answering: Name[] = ['complaint-internal-reply', 'complaint-reply', 'complaint-hard-stop'];
const all: Name[] = ['complaint-dispatch', 'complaint-contact', ...answering];

function changeOf({ type, data }: Event): ClockChange {
  switch (type) {
    case 'ComplaintLodged':
    case 'ComplaintReopened':
      return { starts: data.promises };
    case 'ComplaintDispatched':
      return { stops: ['complaint-dispatch'] };
    case 'CustomerContacted':
      return { stops: ['complaint-contact'] };
    case 'ComplaintReplied':
      return { stops: answering };
    case 'ComplaintClosed':
      return { stops: all };
    default:
      return { stops: [data.promise] };
  }
}

export const runningPromises = runningPromisesOf<Event>({
  table: 'running_promises',
  types: [
    'ComplaintLodged',
    'ComplaintReopened',
    'ComplaintDispatched',
    'CustomerContacted',
    'ComplaintReplied',
    'ComplaintClosed',
    'ComplaintDeadlineMissed',
  ],
  caseOf: ({ data }) => data.complaintId,
  changeOf,
});
