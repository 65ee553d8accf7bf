/** What changed between two states of one row, and through which event each field became so. */
import type { Change, ChangedPart, Step } from '@taizhang/contracts/views';
import type { Recorded } from '@taizhang/kernel';
import { folding, rowOf, type Row } from './folding';
import { comparedFields, projections, type PartKind } from './history-kinds';

export const stepOf = (event: Recorded): Step => ({
  id: event.id,
  stream: event.stream,
  type: event.type,
  revision: event.revision,
  position: String(event.position),
  at: event.at,
  recordedAt: event.recordedAt,
  by: event.by,
  unit: event.context.unit,
  channel: event.context.channel,
  correlationId: event.context.correlationId,
  causationId: event.context.causationId,
});

const same = (a: unknown, b: unknown) =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The compared fields in which two rows of a kind differ. */
export const fieldsThatDiffer = (kind: PartKind, before: Row | null, after: Row | null) =>
  comparedFields(kind).filter((field) => !same(before?.[field], after?.[field]));

type Histories = Readonly<{ before: readonly Recorded[]; after: readonly Recorded[] }>;

/**
 * What became of one row between two parts of its history, `before` being within `after`.
 * @returns null when nothing did
 */
export function partBetween(
  kind: PartKind,
  id: string,
  { before, after }: Histories,
): ChangedPart | null {
  const was = rowOf(projections[kind], id, before);
  let is: Row | null = null;
  const known = new Set(before.map((event) => event.id));
  const through = new Map<string, Recorded>();
  for (const step of folding(projections[kind], id, after)) {
    is = step.after;
    for (const field of fieldsThatDiffer(kind, step.before, step.after)) {
      // Told late, an event stands before others that were known at the first instant already.
      const isNews = !known.has(step.event.id);
      if (isNews || !through.has(field)) through.set(field, step.event);
    }
  }
  if (!was && !is) return null;
  const changes = fieldsThatDiffer(kind, was, is).map((field): Change => {
    const event = through.get(field);
    const [old, now] = [was?.[field] ?? null, is?.[field] ?? null];
    return { field, before: old, after: now, through: event ? stepOf(event) : null };
  });
  if (was && is && changes.length === 0) return null;
  return { kind, id, became: was ? (is ? 'changed' : 'gone') : 'appeared', changes };
}
