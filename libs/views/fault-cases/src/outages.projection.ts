/** One row per outage that concerns many, with how many reports belong to it. */
import type { OutageEvent } from '@taizhang/contracts/intake';
import type { Outage } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

export const outages = projection<Outage, OutageEvent>({
  table: 'outages',
  columns: {
    id: { type: 'text' },
    kind: { type: 'text' },
    area: { type: 'text' },
    place: { type: 'text' },
    unitIds: { type: 'jsonb' },
    startsAt: { type: 'timestamptz' },
    endsAt: { type: 'timestamptz' },
    reason: { type: 'text' },
    faults: { type: 'integer' },
    restoredAt: { type: 'timestamptz', nullable: true },
    revision: { type: 'integer' },
  },
  indexes: ['(starts_at DESC, id)'],
  types: ['OutageAnnounced', 'OutageFaultLinked', 'OutageRestored'],
  keysOf: ({ data }) => [data.outageId],

  evolve(row, { type, data, at, revision }) {
    if (type === 'OutageAnnounced') {
      const { outageId, ...told } = data;
      return { id: outageId, ...told, faults: 0, restoredAt: null, revision };
    }
    if (!row) return null;
    if (type === 'OutageFaultLinked') return { ...row, faults: row.faults + 1, revision };
    return { ...row, restoredAt: at, revision };
  },
});
