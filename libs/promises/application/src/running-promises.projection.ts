/** The timers of one context: every promise that is still running, by when it ends. */
import type { FrozenPromise } from '@taizhang/calendar';
import { projection, type Message, type Recorded } from '@taizhang/kernel';

export type RunningPromise = Readonly<{
  id: string;
  caseId: string;
  promise: string;
  dueAt: string;
}>;

type Name = FrozenPromise['promise'];

/** What an event does to the clocks of a case. */
export type ClockChange = Readonly<{
  starts?: readonly FrozenPromise[];
  stops?: readonly Name[];
}>;

export type RunningPromises<E extends Message> = Readonly<{
  table: string;
  types: readonly E['type'][];
  caseOf(event: Recorded<E>): string;
  changeOf(event: Recorded<E>): ClockChange;
}>;

const keyOf = (caseId: string, promise: string) => `${caseId}|${promise}`;

/** A table of timers; a context says which of its events start and stop which promises. */
export const runningPromisesOf = <E extends Message>(context: RunningPromises<E>) =>
  projection<RunningPromise, E>({
    table: context.table,
    columns: {
      id: { type: 'text' },
      caseId: { type: 'text' },
      promise: { type: 'text' },
      dueAt: { type: 'timestamptz' },
    },
    indexes: ['(due_at)'],
    types: context.types,
    keysOf: (event) => {
      const { starts = [], stops = [] } = context.changeOf(event);
      const names = new Set<string>([...stops, ...starts.map(({ promise }) => promise)]);
      return [...names].map((name) => keyOf(context.caseOf(event), name));
    },
    evolve(_, event, key) {
      const caseId = context.caseOf(event);
      const { starts = [] } = context.changeOf(event);
      const started = starts.find(({ promise }) => keyOf(caseId, promise) === key);
      return started ? { id: key, caseId, promise: started.promise, dueAt: started.dueAt } : null;
    },
  });
