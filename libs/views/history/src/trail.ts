/** Who changed what: every event of a history with its fields, its cause and its effects. */
import { historyKindOf, type Trail, type TrailEntry } from '@taizhang/contracts/views';
import { categoryOf, type Recorded } from '@taizhang/kernel';
import { fieldsThatDiffer, stepOf } from './difference';
import { folding, groupedBy } from './folding';
import type { History, Histories } from './histories';
import { projections, type PartKind } from './history-kinds';
import { newestSteps } from './newest';

/** Streams of others that are read to find causes and effects. */
const neighboursMax = 12;

/** The trail of a history, oldest first, with links into the histories its events name. */
export async function trailOf(history: History, histories: Histories): Promise<Trail> {
  const own = new Set([history.id, ...history.events.map(({ stream }) => stream)]);
  const neighbours = [...new Set(history.events.flatMap(namedIn))].filter((id) => !own.has(id));
  const read = neighbours.slice(0, neighboursMax);
  const others = (await histories.readAll(read)).flat();
  const events = [...history.events, ...others];
  const causes = new Map(events.map((event) => [event.id, event]));
  const effects = groupedBy(events, ({ context }) => context.causationId);
  const fields = changedFields(history);
  const items = history.events.map((event): TrailEntry => {
    const cause = causes.get(event.context.causationId);
    return {
      ...stepOf(event),
      fields: fields.get(event.id) ?? [],
      cause: cause ? linkTo(cause) : null,
      effects: (effects.get(event.id) ?? []).map(linkTo),
    };
  });
  const { streams, streamsLeftOut } = history.cost;
  const left = streamsLeftOut + neighbours.length - read.length;
  const cost = { streams: streams + read.length, events: events.length, streamsLeftOut: left };
  const { steps: newest, stepsLeftOut: itemsLeftOut } = newestSteps(items);
  return { id: history.id, items: newest, itemsLeftOut, cost };
}

const linkTo = ({ id, stream, type, at }: Recorded) => ({ id, stream, type, at });

/** The histories that an event names, e.g. the contact a complaint was lodged from. */
const namedIn = ({ data }: Recorded): string[] =>
  Object.entries(data as object).flatMap(([field, value]) => {
    const names = field.endsWith('Id') && typeof value === 'string';
    // A customer's stream tells of no case; reading it would explain nothing.
    return names && ![null, 'customer'].includes(historyKindOf(value)) ? [value] : [];
  });

/** By event id: what it changed of the row its stream is about. */
function changedFields({ id, kind, events }: History): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [stream, some] of groupedBy(events, ({ stream }) => stream)) {
    const of = stream === id ? kind : (categoryOf(stream) as PartKind);
    if (!projections[of]) continue;
    for (const { event, before, after } of folding(projections[of], stream, some)) {
      found.set(event.id, fieldsThatDiffer(of, before, after));
    }
  }
  return found;
}
