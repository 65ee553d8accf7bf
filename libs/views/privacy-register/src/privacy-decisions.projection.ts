/**
 * One row per person whose data is restricted or erased: the register that whoever answers for
 * personal data shows to an authority. Like the events it is made of, it tells nobody's name.
 */
import type { PrivacyEvent } from '@taizhang/contracts/intake';
import type { PrivacyDecision } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

export const privacyDecisions = projection<PrivacyDecision, PrivacyEvent>({
  table: 'privacy_decisions',
  columns: {
    id: { type: 'text' },
    processing: { type: 'text' },
    ground: { type: 'text' },
    requestedBy: { type: 'text', nullable: true },
    reference: { type: 'text' },
    keepUntil: { type: 'date', nullable: true },
    decidedAt: { type: 'timestamptz' },
    decidedBy: { type: 'text' },
    completedAt: { type: 'timestamptz', nullable: true },
    events: { type: 'integer' },
    streams: { type: 'integer' },
  },
  indexes: ['(processing, decided_at, id)', '(id) WHERE completed_at IS NULL'],
  types: [
    'ProcessingRestricted',
    'ProcessingRestrictionLifted',
    'PersonErased',
    'ErasureCompleted',
  ],
  keysOf: ({ data }) => [data.personId],

  evolve(row, event, id) {
    const decided = { id, decidedAt: event.at, decidedBy: event.by };
    const nothingYet = { completedAt: null, events: 0, streams: 0 };
    switch (event.type) {
      case 'ProcessingRestricted': {
        const { ground, keepUntil, reference } = event.data;
        const held = { processing: 'restricted', requestedBy: null, keepUntil } as const;
        return { ...decided, ...nothingYet, ...held, ground, reference };
      }
      // What is lifted is in force no more; the person's own history tells that it was.
      case 'ProcessingRestrictionLifted':
        return null;
      case 'PersonErased': {
        // More words of theirs were found: decided as before, and not complete any more.
        if (row?.processing === 'erased') return { ...row, completedAt: null };
        const { ground, requestedBy, reference } = event.data;
        const erased = { processing: 'erased', requestedBy, keepUntil: null } as const;
        return { ...decided, ...nothingYet, ...erased, ground, reference };
      }
      case 'ErasureCompleted': {
        const { events, streams } = event.data;
        return row && { ...row, completedAt: event.recordedAt, events, streams };
      }
      default:
        return row;
    }
  },
});
