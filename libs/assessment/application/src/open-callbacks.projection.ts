/** Callbacks that somebody still has to make, by the case they ask about and whom they ask. */
import type { CallbackEvent } from '@taizhang/contracts/assessment';
import { projection } from '@taizhang/kernel';

export type OpenCallback = Readonly<{
  id: string;
  caseId: string;
  customerId: string | null;
  kind: string;
}>;

/** A case, or a customer. */
export type AskedAbout = Readonly<{ caseId: string } | { customerId: string }>;

export const isAskedAbout = (callback: OpenCallback, about: AskedAbout): boolean =>
  'caseId' in about ? callback.caseId === about.caseId : callback.customerId === about.customerId;

export const openCallbacks = projection<OpenCallback, CallbackEvent>({
  table: 'open_callbacks',
  columns: {
    id: { type: 'text' },
    caseId: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    kind: { type: 'text' },
  },
  indexes: ['(case_id)', '(customer_id)'],
  types: ['CallbackScheduled', 'CallbackScored', 'CallbackUnreachable', 'CallbackWithdrawn'],
  keysOf: ({ data }) => [data.callbackId],

  evolve(_, { type, data }, id) {
    if (type !== 'CallbackScheduled') return null;
    const { caseId, customerId, kind } = data;
    return { id, caseId, customerId, kind };
  },
});
