/** The timers of callbacks: every promise to call that is still running, by when it ends. */
import type { CallbackEvent } from '@taizhang/contracts/assessment';
import { projection } from '@taizhang/kernel';

export type RunningCallback = Readonly<{ id: string; dueAt: string }>;

export const runningCallbacks = projection<RunningCallback, CallbackEvent>({
  table: 'running_callbacks',
  columns: { id: { type: 'text' }, dueAt: { type: 'timestamptz' } },
  indexes: ['(due_at)'],
  types: [
    'CallbackScheduled',
    'CallbackAttempted',
    'CallbackScored',
    'CallbackUnreachable',
    'CallbackDeadlineMissed',
    'CallbackWithdrawn',
  ],
  keysOf: ({ data }) => [data.callbackId],

  evolve(_, { type, data }, key) {
    if (type !== 'CallbackScheduled') return null;
    const [promise] = data.promises;
    return promise ? { id: key, dueAt: promise.dueAt } : null;
  },
});
