/** Callbacks that somebody still has to make, by the case they ask about. */
import type { CallbackEvent } from '@taizhang/contracts/assessment';
import { projection } from '@taizhang/kernel';

export type OpenCallback = Readonly<{ id: string; caseId: string; kind: string }>;

export const openCallbacks = projection<OpenCallback, CallbackEvent>({
  table: 'open_callbacks',
  columns: { id: { type: 'text' }, caseId: { type: 'text' }, kind: { type: 'text' } },
  indexes: ['(case_id)'],
  types: ['CallbackScheduled', 'CallbackScored', 'CallbackUnreachable', 'CallbackWithdrawn'],
  keysOf: ({ data }) => [data.callbackId],

  evolve(_, { type, data }, id) {
    return type === 'CallbackScheduled' ? { id, caseId: data.caseId, kind: data.kind } : null;
  },
});
