/** What does not fit, in a sentence that names the place. */
import type { Misnumbered, StoredEvent } from '@taizhang/kernel';
import type { Hash } from './hash';

/** An event by where it stands; `place` counts from 0 in feed order. */
export type PlacedEvent = Readonly<{
  place: number;
  position: bigint;
  stream: string;
  revision: number;
  id: string;
  type: string;
}>;

export const placed = (event: StoredEvent, place: number): PlacedEvent => {
  const { id, type, stream, revision, position } = event;
  return { id, type, stream, revision, position, place };
};

export type Finding = Readonly<{
  what:
    | 'altered'
    | 'missing'
    | 'inserted'
    | 'reordered'
    | 'moved'
    | 'end'
    | 'range'
    | 'kept'
    | 'heads'
    | 'key'
    | 'unreadable'
    | 'disguised'
    | 'nothing-sealed';
  sentence: string;
  place?: number;
  event?: PlacedEvent;
  /** Places that it can be, where the leaves do not tell; the last one is included. */
  range?: Readonly<{ from: number; to: number }>;
}>;

const windowMax = 512;

/** The first event whose leaf does not fit, and the leaves from there on. */
export class Seen {
  private readonly leaves: Hash[] = [];
  private readonly kept: Hash[] = [];

  constructor(
    readonly event: PlacedEvent,
    leaf: Hash,
    kept: Hash,
  ) {
    this.add(leaf, kept);
  }

  add(leaf: Hash, kept: Hash | undefined): void {
    if (this.leaves.length < windowMax) this.leaves.push(leaf);
    if (kept && this.kept.length < windowMax) this.kept.push(kept);
  }

  /** What was done, told from what stands further on. */
  get what(): 'altered' | 'missing' | 'inserted' | 'reordered' {
    const [leaf, kept] = [this.leaves[0]!, this.kept[0]!];
    const standsLater = this.leaves.slice(1).some((other) => other.equals(kept));
    const belongsLater = this.kept.slice(1).some((other) => other.equals(leaf));
    if (standsLater && belongsLater) return 'reordered';
    if (standsLater) return 'inserted';
    return belongsLater ? 'missing' : 'altered';
  }
}

type Claim = Readonly<{ size: number; at: string; from: string }>;

const count = (events: number) => events.toLocaleString('en-US');
const named = ({ place, stream, revision, position, type }: PlacedEvent) =>
  `place ${count(place)} (${stream} revision ${revision}, ${type}, position ${position})`;

const sentences = {
  altered: (event: PlacedEvent) => `The event at ${named(event)} is not what was sealed there.`,
  missing: (event: PlacedEvent) =>
    `The event that was sealed at place ${count(event.place)} is missing: ` +
    `now ${event.stream} revision ${event.revision} (position ${event.position}) stands there.`,
  inserted: (event: PlacedEvent) => `The event at ${named(event)} was never sealed there: added.`,
  reordered: (event: PlacedEvent) => `The event at ${named(event)} belongs elsewhere: reordered.`,
};

export const findingOf = {
  seen: (event: PlacedEvent, leaf: Hash, kept: Hash): Seen => new Seen(event, leaf, kept),
  event: ({ event, what }: Seen): Finding => ({
    ...{ what, place: event.place, event },
    sentence: sentences[what](event),
  }),
  moved: (event: PlacedEvent, position: bigint | undefined): Finding => ({
    ...{ what: 'moved', place: event.place, event },
    sentence:
      `The event at ${named(event)} was sealed at position ${position ?? 'unknown'}. If the log ` +
      'was copied into another store, run "taizhang seal rebuild".',
  }),
  unplaced: ({ stream, revision, type, id }: Omit<PlacedEvent, 'place'>): Finding => ({
    what: 'inserted',
    sentence:
      `Revision ${revision} of ${stream} (${type}, ${id}) has no position in the log, so it was ` +
      'never sealed: it was added in the database.',
  }),
  misnumbered: ({ stream, revision, due }: Misnumbered): Finding => ({
    what: revision > due ? 'missing' : 'inserted',
    sentence:
      revision > due
        ? `Revision ${due} of ${stream} is missing: revision ${revision} comes next.`
        : `Revision ${revision} of ${stream} is there where ${due} is due: added or altered.`,
  }),
  shared: (event: PlacedEvent): Finding => ({
    ...{ what: 'inserted', place: event.place, event },
    sentence:
      `The event at ${named(event)} has the position of the one before it: one of the two was ` +
      'added in the database.',
  }),
  keptAltered: ({ event }: Seen, { size, at }: Claim): Finding => ({
    ...{ what: 'kept', place: event.place, event },
    sentence:
      `The log fits the head of ${count(size)} events signed at ${at}, but the hash kept for ` +
      `place ${count(event.place)} was altered. "taizhang seal rebuild" computes it again.`,
  }),
  between: (from: number, { size, at, from: source }: Claim): Finding => ({
    what: 'range',
    range: { from, to: size - 1 },
    sentence:
      `An event at one of the places ${count(from)} to ${count(size - 1)} is not what was sealed: ` +
      `the head of ${count(size)} events signed at ${at} (${source}) does not fit. The hashes ` +
      'kept for these places were altered as well, so which one cannot be told.',
  }),
  nodeAltered: (from: number, to: number): Finding => ({
    ...{ what: 'kept', range: { from, to } },
    sentence:
      `A hash kept for the places ${count(from)} to ${count(to)} together is not theirs. ` +
      '"taizhang seal rebuild" computes it again.',
  }),
  unanswered: (message: string): Finding => ({
    what: 'kept',
    sentence: `What is kept beside the log cannot be looked at, so its tables were altered: ${message}.`,
  }),
  unreadable: ({ message }: Error): Finding => ({
    what: 'unreadable',
    sentence:
      `The log cannot be read, so its table was altered: ${message}. Put its columns back as those ` +
      'of an empty ledger are, or restore a backup.',
  }),
  disguised: (): Finding => ({
    what: 'disguised',
    sentence:
      'The log is not read from a plain table: a view, a rule, a policy or other tables stand ' +
      'before its rows, and can show something else to whoever verifies than to others. Put the ' +
      'table back as it was, and verify again.',
  }),
  markAltered: (event: PlacedEvent): Finding => ({
    ...{ what: 'kept', place: event.place, event },
    sentence:
      `The mark kept for place ${count(event.place)} is not that of ${event.stream}: it was ` +
      'altered. "taizhang seal rebuild" computes it again.',
  }),
  oddTile: (what: string): Finding => ({
    what: 'kept',
    sentence:
      `${what} of what is kept beside the log is missing, or is not as it was written. ` +
      '"taizhang seal rebuild" computes it again.',
  }),
  undecided: ({ event }: Seen): Finding => ({
    ...{ what: 'range', event, range: { from: event.place, to: event.place } },
    sentence:
      `The event at ${named(event)} does not fit the hash kept for it; stopped before the next ` +
      'head could tell which of the two was altered.',
  }),
  startAltered: (from: number): Finding => ({
    what: 'kept',
    sentence:
      `What is kept of the ${count(from)} events that were taken as verified does not fit their ` +
      'head, or does not lead to the last of them: verify without "--from-head".',
  }),
  cutOff: (from: number): Finding => ({
    ...{ what: 'end', place: from },
    sentence:
      `The log does not reach the end of the ${count(from)} events that were taken as verified. ` +
      'An older state was put back, or the end is missing.',
  }),
  endsEarly: (length: number, { size, at, from }: Claim): Finding => ({
    ...{ what: 'end', place: length },
    sentence:
      `The log ends at ${count(length)} events; a head of ${count(size)} events was signed ` +
      `at ${at} (${from}). An older state was put back, or the end is missing.`,
  }),
  lost: (length: number, position: bigint | undefined): Finding => ({
    ...{ what: 'missing', place: length },
    sentence:
      `The log ends at ${count(length)} events; another one was taken in ` +
      `at position ${position ?? 'unknown'} and is missing.`,
  }),
  noLeaves: (kept: number, size: number): Finding => ({
    what: 'kept',
    sentence:
      `The log fits its heads, but hashes are kept for ${count(kept)} of ${count(size)} events ` +
      'only. "taizhang seal rebuild" computes them again.',
  }),
  nothingSealed: (length: number): Finding => ({
    what: 'nothing-sealed',
    sentence: `None of the ${count(length)} events is sealed yet: run "taizhang seal now".`,
  }),
};
