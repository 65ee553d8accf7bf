/** One row per callback: who is to be called, by when, and what they said. */
import { kindOfCase, type CallbackEvent } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { projection, type Instant, type Recorded } from '@taizhang/kernel';

export const callbacks = projection<Callback, CallbackEvent>({
  table: 'callbacks',
  columns: {
    id: { type: 'text' },
    kind: { type: 'text' },
    caseId: { type: 'text' },
    caseKind: { type: 'text' },
    customerId: { type: 'text', nullable: true },
    handlerId: { type: 'text', nullable: true },
    unitId: { type: 'text', nullable: true },
    status: { type: 'text' },
    attempts: { type: 'integer' },
    attemptsMax: { type: 'integer' },
    scheduledAt: { type: 'timestamptz' },
    dueAt: { type: 'timestamptz', nullable: true },
    missed: { type: 'boolean' },
    calledAt: { type: 'timestamptz', nullable: true },
    calledBy: { type: 'text', nullable: true },
    score: { type: 'integer', nullable: true },
    dissatisfied: { type: 'boolean' },
    comment: { type: 'text' },
    revision: { type: 'integer' },
  },
  indexes: [
    `(due_at, id) WHERE status IN ('scheduled', 'attempted')`,
    '(called_at DESC NULLS LAST, id)',
    '(case_id)',
  ],
  types: [
    'CallbackScheduled',
    'CallbackAttempted',
    'CallbackScored',
    'CallbackUnreachable',
    'CallbackWithdrawn',
    'CallbackDeadlineMissed',
  ],
  keysOf: ({ data }) => [data.callbackId],

  evolve(row, event) {
    const next = changed(row, event);
    return next && { ...next, revision: event.revision };
  },
});

function changed(row: Callback | null, event: Recorded<CallbackEvent>): Callback | null {
  if (event.type === 'CallbackScheduled') return scheduled(event);
  if (!row) return null;
  const called = { calledAt: event.at, calledBy: event.by };
  switch (event.type) {
    case 'CallbackAttempted':
      return { ...row, ...called, status: 'attempted', attempts: event.data.attempt };
    case 'CallbackScored': {
      const { score, dissatisfied, comment } = event.data;
      return { ...row, ...called, status: 'scored', score, dissatisfied, comment };
    }
    case 'CallbackUnreachable':
      return { ...row, ...called, status: 'unreachable' };
    case 'CallbackWithdrawn':
      return { ...row, status: 'withdrawn' };
    case 'CallbackDeadlineMissed':
      return { ...row, missed: true };
    default:
      return row;
  }
}

type Scheduled = Recorded<Extract<CallbackEvent, { type: 'CallbackScheduled' }>>;

const scheduled = ({ data, at, revision }: Scheduled): Callback => ({
  id: data.callbackId,
  kind: data.kind,
  caseId: data.caseId,
  caseKind: kindOfCase(data.caseId),
  customerId: data.customerId,
  handlerId: data.handlerId,
  unitId: data.unitId,
  status: 'scheduled',
  attempts: 0,
  attemptsMax: data.rules.attemptsMax,
  scheduledAt: at,
  dueAt: (data.promises[0]?.dueAt ?? null) as Instant | null,
  missed: false,
  calledAt: null,
  calledBy: null,
  score: null,
  dissatisfied: false,
  comment: '',
  revision,
});
