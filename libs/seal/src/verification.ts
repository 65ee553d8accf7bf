/**
 * Verifies the log: event by event against the kept leaves, and the tree at each signed head. Who
 * altered an event is told by its leaf; who altered the leaves with it, by the next head.
 */
import { PositionBeyondHead, type StoredEvent, type StoredEvents } from '@taizhang/kernel';
import { isOfAlteredTables } from './altered-tables';
import { astrayIn, oddRowIn } from './astray';
import { claimsOf, type Claim, type HeadSources } from './claims';
import { Edge } from './edge';
import { leafOf, type Hash } from './hash';
import type { SignedHead } from './head';
import type { SealStore } from './seal-store';
import { findingOf, placed, type Finding, type Seen } from './finding';
import { KeptLeaves, KeptNodes } from './kept-leaves';
import { KeptTreeAltered } from './refusal';
import { markOf } from './stream-mark';
import { tileBits, tileWidth } from './tile';

export type VerifyOptions = HeadSources &
  Readonly<{
    stored: StoredEvents;
    store: SealStore;
    /** Only what is behind the head of so many events; what is before is taken as verified. */
    fromHead?: number | undefined;
    onProgress?: (progress: VerifyProgress) => void;
    signal?: AbortSignal;
  }>;

export type VerifyProgress = Readonly<{
  events: number;
  total: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
}>;

export type Verified = Readonly<{
  /** The first event that does not fit, or else what does not; null when everything does. */
  finding: Finding | null;
  /** What else does not fit: heads, or what is kept beside the log. */
  more: readonly Finding[];
  /** How many events were looked at, and how many of the log are sealed by a head. */
  events: number;
  sealed: number;
  /** Behind the newest head; they will be sealed next. */
  unsealed: number;
  heads: number;
  /** Whether heads outside of the database were compared: without, an older state goes unseen. */
  isHeldOutside: boolean;
  publicKeys: readonly string[];
  /** Aborted before the end. */
  stopped: boolean;
  /** The newest head that fits. */
  head: SignedHead | null;
  seconds: number;
}>;

const pageSize = 2_000;

export async function verifyLedger(given: VerifyOptions): Promise<Verified> {
  const unanswered = new Set<string>();
  const store = given.store.telling(({ message }) => void unanswered.add(message));
  const options = { ...given, store };
  const { claims, faults, publicKeys } = await claimsOf(options);
  // Before the log is read: whatever is taken in meanwhile is behind its end.
  const { size: taken } = await store.state();
  const reading = new Reading(options, claims, taken);
  await reading.begin();
  const found = await reading.run();
  const astray = (await reading.astray()).filter((one) => one.sentence !== found?.sentence);
  const besides = [...faults, ...(await reading.beside())];
  const beside = [...astray, ...besides, ...[...unanswered].map(findingOf.unanswered)];
  // Nobody can seal what was never sealed; that heads were altered comes first.
  const isLast = found?.what === 'nothing-sealed' || found?.what === 'kept';
  const inOrder = isLast ? [...beside, found] : [found, ...beside];
  const [finding = null, ...more] = inOrder.filter((one) => one !== null);
  const isHeldOutside = [...(given.outside ?? []), ...(given.held ?? [])].length > 0;
  return { ...reading.result(), finding, more, heads: claims.length, isHeldOutside, publicKeys };
}

class Reading {
  private edge = Edge.empty();
  private readonly leaves: KeptLeaves;
  private readonly nodes: KeptNodes;
  private due = 0;
  private readonly startedAt = performance.now();
  private from = 0;
  private fitting: Claim | undefined;
  /** By where heads were read, the newest one that fits. */
  private readonly fittingIn = new Map<string, Claim>();
  private stopped = false;
  /** From the first event whose leaf does not fit, until a head has told who is right. */
  private seen: Seen | undefined;
  /** Since then, the tree of the leaves as they are kept. */
  private asKept: Edge | undefined;
  /** Of complete tiles, since the event before. */
  private complete: Readonly<{ level: number; hash: Hash }>[] = [];
  /** First of their kind, and no reason to stop: somebody could have put them in the way. */
  private readonly first: { [kind in 'kept' | 'node' | 'moved' | 'mark' | 'shared']?: Finding } =
    {};
  private before: bigint | undefined;

  constructor(
    private readonly options: VerifyOptions,
    private readonly claims: readonly Claim[],
    private readonly taken: number,
  ) {
    this.leaves = new KeptLeaves(options.store);
    this.nodes = new KeptNodes(options.store);
  }

  async begin(): Promise<void> {
    const { store, fromHead } = this.options;
    if (fromHead === undefined) return;
    const claim = this.claims.find(({ size }) => size === fromHead);
    if (!claim) throw new NoSuchHead(`There is no signed head of ${fromHead} events.`);
    this.edge = await Edge.of(fromHead, store.subtrees());
    this.from = fromHead;
    this.due = this.claims.indexOf(claim);
  }

  /** The first event that does not fit, or what is wrong with the end. */
  async run(): Promise<Finding | null> {
    const { stored, signal } = this.options;
    try {
      const atStart = (await this.checkStart()) ?? this.checkHeads();
      if (atStart) return atStart;
      const after = await this.startsAfter();
      const pages = stored.stored({ after, pageSize, ...(signal && { signal }) });
      for await (const { events } of pages) {
        for (const event of events) {
          const finding = await this.look(event);
          if (finding) return finding;
        }
        this.tell();
        if (signal?.aborted) {
          this.stopped = true;
          return this.seen ? findingOf.undecided(this.seen) : null;
        }
      }
    } catch (error) {
      if (this.from > 0 && error instanceof PositionBeyondHead) return findingOf.cutOff(this.from);
      if (isOfAlteredTables(error)) return findingOf.unreadable(error);
      throw error;
    }
    return this.atEnd();
  }

  astray = () => astrayIn(this.options.stored, this.first.shared);

  /** What is wrong beside the events: with the hashes kept, and with where they stand. */
  async beside(): Promise<readonly Finding[]> {
    const odd = await oddRowIn(this.options.store);
    const { kept, node, moved, mark } = this.first;
    return [kept, node, moved, mark, odd].filter((finding) => finding !== undefined);
  }

  result() {
    const sealed = this.claims.at(-1)?.size ?? 0;
    return {
      events: this.edge.size - this.from,
      sealed: Math.min(sealed, this.edge.size),
      unsealed: Math.max(0, this.edge.size - sealed),
      head: this.fitting?.signed ?? null,
      stopped: this.stopped,
      seconds: (performance.now() - this.startedAt) / 1000,
    };
  }

  private async startsAfter(): Promise<bigint> {
    if (this.from === 0) return 0n;
    const position = await this.options.store.positionOf(this.from - 1);
    if (position === undefined) throw new KeptTreeAltered('Positions of events are missing.');
    return position;
  }

  /** What is taken as verified is known by what is kept, and that anybody may have altered. */
  private async checkStart(): Promise<Finding | null> {
    const { claims, due, edge, from } = this;
    if (from === 0) return null;
    const isKept = claims.slice(due).some((claim) => claim.size === from && rootIs(edge, claim));
    if (!isKept) return findingOf.startAltered(from);
    const { store, stored } = this.options;
    const last = await this.startsAfter();
    const before = from > 1 ? await store.positionOf(from - 2) : 0n;
    const leaf = await store.subtrees()(0, from - 1);
    for await (const { events } of stored.stored({ after: before ?? 0n, pageSize: 1 })) {
      const [event] = events;
      if (!event) continue;
      const stands = event.position === last && leafOf(event).equals(leaf);
      return stands ? null : findingOf.startAltered(from);
    }
    return findingOf.cutOff(from);
  }

  private async look(event: StoredEvent): Promise<Finding | null> {
    const place = this.edge.size;
    const leaf = leafOf(event);
    const kept = await this.leaves.at(place);
    const here = placed(event, place);
    if (event.position === this.before) this.first.shared ??= findingOf.shared(here);
    this.before = event.position;
    if (this.seen) this.seen.add(leaf, kept?.hash);
    else if (kept && !kept.hash.equals(leaf)) {
      this.seen = findingOf.seen(here, leaf, kept.hash);
      this.asKept = this.edge.copy();
    } else if (kept && kept.position !== event.position) {
      this.first.moved ??= findingOf.moved(here, kept.position);
    } else if (kept && (kept.mark ?? markOf(event.stream)) !== markOf(event.stream)) {
      this.first.mark ??= findingOf.markAltered(here);
    }
    if (kept) this.asKept?.append(kept.hash);
    else this.asKept = undefined;
    this.edge.append(leaf, this.onComplete);
    if (this.complete.length > 0) await this.compareNodes();
    return this.checkHeads();
  }

  private readonly onComplete = (level: number, hash: Hash): void => {
    if (level > 0 && level % tileBits === 0) this.complete.push({ level: level / tileBits, hash });
  };

  private async compareNodes(): Promise<void> {
    for (const { level, hash } of this.complete) {
      const width = tileWidth ** level;
      const kept = await this.nodes.at(level, this.edge.size / width - 1);
      // Where a leaf is another one, so is everything above it.
      if (this.seen || !kept || kept.equals(hash)) continue;
      this.first.node ??= findingOf.nodeAltered(this.edge.size - width, this.edge.size - 1);
    }
    this.complete = [];
  }

  /** Each head whose size has just been reached: whoever signed two can have lied in one. */
  private checkHeads(): Finding | null {
    const { size } = this.edge;
    if (this.claims[this.due]?.size !== size) return null;
    const reached = this.due;
    while (this.claims[this.due]?.size === size) this.due++;
    const claims = this.claims.slice(reached, this.due);
    const wrong = claims.find((claim) => !rootIs(this.edge, claim));
    if (wrong) return this.misfit(wrong, this.asKept);
    for (const claim of claims) {
      for (const source of claim.sources) this.fittingIn.set(source, claim);
      this.fitting = claim;
    }
    // The log is right, so what is kept beside it is not.
    if (this.seen) this.first.kept ??= findingOf.keptAltered(this.seen, claims[0]!);
    this.seen = this.asKept = undefined;
    return null;
  }

  /** Only leaves that themselves fit the head tell which event does not. */
  private misfit(claim: Claim, asKept: Edge | undefined): Finding {
    if (this.seen && asKept && rootIs(asKept, claim)) return findingOf.event(this.seen);
    // Heads that others keep, and that fit, say nothing about this one.
    const fitting = claim.sources.flatMap((source) => this.fittingIn.get(source) ?? []);
    this.fitting = fitting.sort((one, other) => one.size - other.size).at(-1);
    return findingOf.between(Math.max(this.from, this.fitting?.size ?? 0), claim);
  }

  private async atEnd(): Promise<Finding | null> {
    const { size: length } = this.edge;
    const unmet = this.claims[this.due];
    if (this.seen && unmet) return this.misfit(unmet, await this.keptUpTo(unmet.size));
    if (this.seen) return findingOf.event(this.seen);
    const claim = this.claims.at(-1);
    if (claim && claim.size > length) return findingOf.endsEarly(length, claim);
    if (this.taken > length && (await this.leaves.at(length))) {
      return findingOf.lost(length, await this.options.store.positionOf(length));
    }
    if (this.taken < (claim?.size ?? 0)) return findingOf.noLeaves(this.taken, claim!.size);
    if (!claim && length > 0) return findingOf.nothingSealed(length);
    return null;
  }

  /** The tree of the kept leaves beyond the end of the log. */
  private async keptUpTo(size: number): Promise<Edge | undefined> {
    for (let place = this.edge.size; this.asKept && place < size; place++) {
      const kept = await this.leaves.at(place);
      if (!kept) return undefined;
      this.asKept.append(kept.hash);
    }
    return this.asKept;
  }

  private tell(): void {
    const events = this.edge.size - this.from;
    const eventsPerSecond = events / ((performance.now() - this.startedAt) / 1000);
    const last = Math.max(this.taken, this.claims.at(-1)?.size ?? 0);
    const left = Math.max(0, last - this.edge.size);
    const secondsLeft = eventsPerSecond > 0 ? left / eventsPerSecond : null;
    const total = Math.max(last - this.from, events);
    this.options.onProgress?.({ events, total, eventsPerSecond, secondsLeft });
  }
}

const rootIs = (edge: Edge, { root }: Claim): boolean => edge.root().toString('hex') === root;

/** Asked to begin behind a head that was never signed. */
export class NoSuchHead extends Error {}
