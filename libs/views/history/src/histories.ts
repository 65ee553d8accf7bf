/**
 * Answers about the past from the streams concerned alone: a case's own, or a customer's with
 * those that were ever linked to them. Nothing is kept for it, and the rest of the log is not read.
 */
import {
  historyKindOf,
  type Cost,
  type HistoryAsOf,
  type HistoryDifference,
  type HistoryKind,
  type Step,
} from '@taizhang/contracts/views';
import type { EventLog, Instant, Recorded } from '@taizhang/kernel';
import { archiveBetween, archiveOf } from './archive';
import { partBetween, stepOf } from './difference';
import { knownAt, rowOf, type Known } from './folding';
import { projections, shown } from './history-kinds';
import { newestParts, newestSteps } from './newest';

/**
 * The ids of everything that was ever linked to a customer, the newest link first; those of later
 * than `until` last.
 */
export type LinksOf = (customerId: string, until: Instant | null) => Promise<readonly string[]>;

/** A customer with more is shown with the newest of then; the answer tells how many are missing. */
const streamsMaxDefault = 5_000;
/** Streams of one answer that are asked for at once: as many as a log reads together. */
const readsAtOnce = 32;

export type History = Readonly<{
  id: string;
  kind: HistoryKind;
  /** In the order of the log. */
  events: readonly Recorded[];
  cost: Cost;
}>;

export type AsOf = Omit<HistoryAsOf, 'kind' | 'state'> &
  Readonly<{ kind: HistoryKind; state: unknown; last: Step }>;

export class Histories {
  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly linksOf: LinksOf,
    private readonly streamsMax = streamsMaxDefault,
  ) {}

  /**
   * Null when there is no such thing.
   * @param until the last instant that will be asked about; null for the present
   */
  async of(id: string, until: Instant | null = null): Promise<History | null> {
    const kind = historyKindOf(id);
    if (!kind) return null;
    const own = await this.log.readStream(id);
    if (own.length === 0) return null;
    const links = kind === 'customer' ? await this.linksOf(id, until) : [];
    const linked = await this.readAll(links.slice(0, this.streamsMax));
    const events = [own, ...linked].flat().sort(inOrderOfTheLog);
    const streamsLeftOut = Math.max(0, links.length - this.streamsMax);
    const cost = { streams: 1 + linked.length, events: events.length, streamsLeftOut };
    return { id, kind, events, cost };
  }

  /** Each stream by itself, some at a time. */
  async readAll(streams: readonly string[]): Promise<(readonly Recorded[])[]> {
    const read: (readonly Recorded[])[] = [];
    for (let from = 0; from < streams.length; from += readsAtOnce) {
      const some = streams.slice(from, from + readsAtOnce);
      read.push(...(await Promise.all(some.map((stream) => this.log.readStream(stream)))));
    }
    return read;
  }
}

const inOrderOfTheLog = (a: Recorded, b: Recorded) =>
  a.position < b.position ? -1 : a.position > b.position ? 1 : 0;

/** The state that was known then; null when nothing was. */
export function asOf({ id, kind, events, cost }: History, known: Known): AsOf | null {
  const then = knownAt(events, known);
  const last = then.at(-1);
  const row = rowOf(projections[kind], id, then);
  if (!row || !last) return null;
  const state = kind === 'customer' ? archiveOf(id, then) : shown(row);
  const told = { basis: known?.basis ?? 'occurred', at: known?.at ?? null } as const;
  return { id, kind, state, ...told, last: stepOf(last), cost };
}

type Between = Readonly<{ from: Instant; to: Instant | null; basis: 'occurred' | 'recorded' }>;

/** What changed between two instants, the earlier one first whichever was given first. */
export function difference({ id, kind, events, cost }: History, asked: Between): HistoryDifference {
  const { basis } = asked;
  const swapped = asked.to !== null && asked.to < asked.from;
  const from = swapped ? asked.to! : asked.from;
  const to = swapped ? asked.from : asked.to;
  const before = knownAt(events, { at: from, basis });
  const after = knownAt(events, to === null ? null : { at: to, basis });
  const part = kind === 'customer' ? null : partBetween(kind, id, { before, after });
  const parts = kind === 'customer' ? archiveBetween(id, { before, after }) : part ? [part] : [];
  const known = new Set(before.map((event) => event.id));
  const steps = after.filter((event) => !known.has(event.id)).map(stepOf);
  return { id, basis, from, to, ...newestParts(parts), ...newestSteps(steps), cost };
}
