/**
 * Verifies the log: event by event against the kept leaves, and the tree at each signed head. Who
 * altered an event is told by its leaf; who altered the leaves with it, by the next head.
 */
import type { StoredEvent, StoredEvents } from '@taizhang/kernel';
import { Edge } from './edge';
import { leafOf, type Hash } from './hash';
import { headOf, type SignedHead } from './head';
import { HeadChain } from './head-chain';
import type { SealStore } from './seal-store';
import { findingOf, type Finding, type Seen } from './finding';
import { KeptLeaves } from './kept-leaves';

export type VerifyOptions = Readonly<{
  stored: StoredEvents;
  store: SealStore;
  /** Chains of heads kept elsewhere, each from its first head. */
  outside?: readonly Readonly<{ name: string; heads: readonly SignedHead[] }>[];
  /** A public key that must be in the chain, in hex; whoever signs is believed without it. */
  pinnedKey?: string | undefined;
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
  /** The first thing that does not fit; null when everything does. */
  finding: Finding | null;
  /** How many events were looked at, and how many of the log are sealed by a head. */
  events: number;
  sealed: number;
  /** Behind the newest head; they will be sealed next. */
  unsealed: number;
  heads: number;
  publicKeys: readonly string[];
  /** Aborted before the end. */
  stopped: boolean;
  /** The newest head that fits. */
  head: SignedHead | null;
  seconds: number;
}>;

type Claim = Readonly<{ size: number; root: string; at: string; signed: SignedHead; from: string }>;

const pageSize = 2_000;

export async function verifyLedger(options: VerifyOptions): Promise<Verified> {
  const { claims, fault, publicKeys } = await claimsOf(options);
  const { size: total } = await options.store.state();
  const reading = new Reading(options, claims, Math.max(total, claims.at(-1)?.size ?? 0));
  await reading.begin();
  const finding = fault ?? (await reading.run());
  return { ...reading.result(), finding, heads: claims.length, publicKeys };
}

/** Every head that must fit, by size; and the first fault in the chains themselves. */
async function claimsOf({ store, outside = [], pinnedKey }: VerifyOptions) {
  const claims = new Map<string, Claim>();
  const publicKeys = new Set<string>();
  let fault: Finding | null = null;
  const walk = (chain: HeadChain, signed: SignedHead, from: string) => {
    const sentence = chain.next(signed);
    if (sentence) fault ??= { what: 'heads', sentence: `${sentence} (${from})` };
    const head = headOf(signed);
    if (head) claims.set(signed.text, { ...head, signed, from });
  };
  const kept = new HeadChain();
  for await (const signed of store.everyHead()) walk(kept, signed, 'database');
  const chains = [kept];
  for (const { name, heads } of outside) {
    const chain = new HeadChain();
    chains.push(chain);
    for (const signed of heads) walk(chain, signed, name);
  }
  for (const chain of chains) for (const key of chain.publicKeys) publicKeys.add(key);
  const first = new Set(chains.flatMap(({ publicKeys: [key] }) => key ?? []));
  if (first.size > 1) {
    fault ??= { what: 'heads', sentence: 'The heads begin with different keys: two ledgers.' };
  }
  if (pinnedKey && !publicKeys.has(pinnedKey)) {
    fault ??= { what: 'key', sentence: `No head is signed by the key ${pinnedKey}.` };
  }
  const inOrder = [...claims.values()].sort((one, other) => one.size - other.size);
  return { claims: inOrder, fault: fault as Finding | null, publicKeys: [...publicKeys] };
}

class Reading {
  private edge = Edge.empty();
  private readonly leaves: KeptLeaves;
  private due = 0;
  private readonly startedAt = performance.now();
  private from = 0;
  private fitting: Claim | undefined;
  private stopped = false;
  /** From the first event whose leaf does not fit, until a head has told who is right. */
  private seen: Seen | undefined;

  constructor(
    private readonly options: VerifyOptions,
    private readonly claims: readonly Claim[],
    private readonly total: number,
  ) {
    this.leaves = new KeptLeaves(options.store);
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

  async run(): Promise<Finding | null> {
    const { stored, store, signal } = this.options;
    const atStart = this.checkHeads();
    if (atStart) return atStart;
    const after = this.from > 0 ? ((await store.positionOf(this.from - 1)) ?? 0n) : 0n;
    for await (const { events } of stored.stored({ after, pageSize, ...(signal && { signal }) })) {
      for (const event of events) {
        const finding = await this.look(event);
        if (finding) return finding;
      }
      this.tell();
      if (signal?.aborted) {
        this.stopped = true;
        return null;
      }
    }
    return this.atEnd();
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

  private async look(event: StoredEvent): Promise<Finding | null> {
    const place = this.edge.size;
    const leaf = leafOf(event);
    this.edge.append(leaf);
    const kept = await this.leaves.at(place);
    if (this.seen) this.seen.add(leaf, kept?.hash);
    else if (kept && !kept.hash.equals(leaf)) this.seen = this.first(event, place, leaf, kept.hash);
    else if (kept && kept.position !== event.position) {
      return findingOf.moved({ ...event, place }, kept.position);
    }
    return this.checkHeads();
  }

  private first(event: StoredEvent, place: number, leaf: Hash, kept: Hash): Seen {
    const { id, type, stream, revision, position } = event;
    return findingOf.seen({ id, type, stream, revision, position, place }, leaf, kept);
  }

  /** Each head whose size has just been reached. */
  private checkHeads(): Finding | null {
    for (; this.claims[this.due]?.size === this.edge.size; this.due++) {
      const claim = this.claims[this.due]!;
      const fits = this.edge.root().toString('hex') === claim.root;
      if (!fits) return this.misfit(claim);
      this.fitting = claim;
      // The log is right, so what is kept beside it is not.
      if (this.seen) return findingOf.keptAltered(this.seen, claim);
    }
    return null;
  }

  private misfit(claim: Claim): Finding {
    if (this.seen) return findingOf.event(this.seen);
    return findingOf.between(this.fitting?.size ?? 0, claim);
  }

  private async atEnd(): Promise<Finding | null> {
    const { size: kept } = await this.options.store.state();
    const { size: length } = this.edge;
    if (this.seen) return findingOf.event(this.seen);
    const claim = this.claims.at(-1);
    if (claim && claim.size > length) return findingOf.endsEarly(length, claim);
    if (kept > length) return findingOf.lost(length, await this.options.store.positionOf(length));
    if (kept < (claim?.size ?? 0)) return findingOf.noLeaves(kept, claim!.size);
    if (!claim && length > 0) return findingOf.nothingSealed(length);
    return null;
  }

  private tell(): void {
    const events = this.edge.size - this.from;
    const eventsPerSecond = events / ((performance.now() - this.startedAt) / 1000);
    const left = Math.max(0, this.total - this.edge.size);
    const secondsLeft = eventsPerSecond > 0 ? left / eventsPerSecond : null;
    const total = Math.max(this.total - this.from, events);
    this.options.onProgress?.({ events, total, eventsPerSecond, secondsLeft });
  }
}

/** Asked to begin behind a head that was never signed. */
export class NoSuchHead extends Error {}
