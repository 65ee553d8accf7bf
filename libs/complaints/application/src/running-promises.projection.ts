/** The timers of complaints: every promise that is still running, by when it ends. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { projection } from '@taizhang/kernel';

export type RunningPromise = Readonly<{
  id: string;
  complaintId: string;
  promise: string;
  dueAt: string;
}>;

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

/** The promises an event starts or ends. */
function promisesOf({ type, data }: Event): readonly Name[] {
  switch (type) {
    case 'ComplaintLodged':
    case 'ComplaintReopened':
      return data.promises.map(({ promise }) => promise);
    case 'ComplaintDispatched':
      return ['complaint-dispatch'];
    case 'CustomerContacted':
      return ['complaint-contact'];
    case 'ComplaintReplied':
      return answering;
    case 'ComplaintClosed':
      return all;
    default:
      return [data.promise];
  }
}

const keyOf = (complaintId: string, promise: string) => `${complaintId}|${promise}`;

export const runningPromises = projection<RunningPromise, Event>({
  table: 'running_promises',
  columns: {
    id: { type: 'text' },
    complaintId: { type: 'text' },
    promise: { type: 'text' },
    dueAt: { type: 'timestamptz' },
  },
  indexes: ['(due_at)'],
  types: [
    'ComplaintLodged',
    'ComplaintReopened',
    'ComplaintDispatched',
    'CustomerContacted',
    'ComplaintReplied',
    'ComplaintClosed',
    'ComplaintDeadlineMissed',
  ],
  keysOf: (event) => promisesOf(event).map((promise) => keyOf(event.data.complaintId, promise)),

  evolve(_, { type, data }, key) {
    if (type !== 'ComplaintLodged' && type !== 'ComplaintReopened') return null;
    const { complaintId, promises } = data;
    const started = promises.find(({ promise }) => keyOf(complaintId, promise) === key);
    return started
      ? { id: key, complaintId, promise: started.promise, dueAt: started.dueAt }
      : null;
  },
});
