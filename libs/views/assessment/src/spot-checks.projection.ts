/** One row per spot check, with its frame, its sample and every score. */
import type { SpotCheckEvent } from '@taizhang/contracts/assessment';
import type { SpotCheck } from '@taizhang/contracts/views';
import { projection, type Recorded } from '@taizhang/kernel';

export const spotChecks = projection<SpotCheck, SpotCheckEvent>({
  table: 'spot_checks',
  columns: {
    id: { type: 'text' },
    kind: { type: 'text', nullable: true },
    unitId: { type: 'text', nullable: true },
    firstDay: { type: 'date' },
    lastDay: { type: 'date' },
    seed: { type: 'text' },
    algorithm: { type: 'text' },
    stratified: { type: 'boolean' },
    size: { type: 'integer' },
    frameSize: { type: 'integer' },
    position: { type: 'text' },
    status: { type: 'text' },
    drawnAt: { type: 'timestamptz' },
    drawnBy: { type: 'text' },
    scored: { type: 'integer' },
    sum: { type: 'integer' },
    items: { type: 'jsonb' },
    checklist: { type: 'jsonb' },
    frame: { type: 'jsonb' },
    revision: { type: 'integer' },
  },
  indexes: ['(drawn_at DESC, id)'],
  types: ['SpotCheckDrawn', 'SpotCheckItemScored', 'SpotCheckCompleted'],
  keysOf: ({ data }) => [data.spotCheckId],

  evolve(row, event) {
    const { type, data, revision, by } = event;
    if (type === 'SpotCheckDrawn') return drawn(event);
    if (!row) return null;
    if (type === 'SpotCheckCompleted') return { ...row, status: 'completed', revision };
    const { points, total, findings } = data;
    const items = row.items.map((item) =>
      item.caseId === data.caseId ? { ...item, points, total, findings, scoredBy: by } : item,
    );
    return { ...row, items, scored: row.scored + 1, sum: row.sum + total, revision };
  },
});

type Drawn = Recorded<Extract<SpotCheckEvent, { type: 'SpotCheckDrawn' }>>;

function drawn({ data, at, by, revision }: Drawn): SpotCheck {
  const { spotCheckId, sample, frame, from: firstDay, to: lastDay, ...told } = data;
  return {
    id: spotCheckId,
    ...{ ...told, firstDay, lastDay },
    frameSize: frame.length,
    status: 'drawn',
    drawnAt: at,
    drawnBy: by,
    scored: 0,
    sum: 0,
    items: sample.map((one) => ({
      ...one,
      ...{ points: [], total: null, findings: '', scoredBy: null },
    })),
    frame: frame.map(({ caseId, unitId }) => ({ caseId, unitId })),
    revision,
  };
}
