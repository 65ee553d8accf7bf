/** What signed heads claim about the log, and what is wrong with the heads themselves. */
import type { Finding } from './finding';
import { headOf, isSigned, type Head, type SignedHead } from './head';
import { HeadChain } from './head-chain';
import type { SealStore } from './seal-store';

export type Heads = Readonly<{ name: string; heads: readonly SignedHead[] }>;

export type HeadSources = Readonly<{
  store: SealStore;
  /** Chains of heads kept outside of the database, each from its first head. */
  outside?: readonly Heads[] | undefined;
  /** Heads that somebody was given, one or more, in any order. */
  held?: readonly Heads[] | undefined;
  /** What could not be read as a head at all, in a sentence each. */
  unreadable?: readonly string[] | undefined;
  /** A public key that must be in the chain, in hex; whoever signs is believed without it. */
  pinnedKey?: string | undefined;
}>;

/** So many events have this root. */
export type Claim = Readonly<{
  size: number;
  root: string;
  at: string;
  signed: SignedHead;
  /** Where it was read first, and everywhere. */
  from: string;
  sources: string[];
}>;

const database = 'database';

class Claims {
  readonly bySize = new Map<string, Claim>();
  readonly faults: Finding[] = [];
  readonly publicKeys = new Set<string>();
  private readonly firstKeys = new Set<string>();
  /** By key: the head with which it gave way to the next one. */
  private readonly lastOf = new Map<string, Head>();

  /** Only the first fault of a chain is told: others follow from it. */
  async chain(name: string, heads: AsyncIterable<SignedHead> | Iterable<SignedHead>) {
    const chain = new HeadChain();
    let isFaulty = false;
    for await (const signed of heads) {
      const sentence = chain.next(signed) ?? misplaced(signed) ?? this.lost(signed, name);
      if (sentence && !isFaulty) this.fault(sentence, name);
      isFaulty ||= sentence !== undefined;
      // What nobody has signed claims nothing about the log.
      if (chain.text !== signed.text) continue;
      this.claim(signed, name);
      const head = headOf(signed)!;
      if (head.nextKey) this.lastOf.set(head.key, head);
    }
    for (const key of chain.publicKeys) this.publicKeys.add(key);
    const [first] = chain.publicKeys;
    if (first) this.firstKeys.add(first);
    if (this.firstKeys.size > 1) this.fault('It begins with another key: two ledgers.', name);
  }

  /** Outside of the database there is nothing that did not come from there. */
  private lost(signed: SignedHead, name: string): string | undefined {
    if (name === database || this.bySize.has(signed.text)) return undefined;
    const { size, at } = headOf(signed)!;
    return `The head of ${size} events signed at ${at} is gone from the database.`;
  }

  held({ name, heads }: Heads): void {
    const known = new Set(this.publicKeys);
    for (const signed of heads) {
      const head = headOf(signed)!;
      const named = `The head of ${head.size} events signed at ${head.at}`;
      if (!isSigned(signed, head.key)) {
        this.fault(`${named} has a false signature.`, name);
        continue;
      }
      const last = this.lastOf.get(head.key);
      if (!known.has(head.key)) {
        this.fault(`${named} is signed by ${head.key}, which this ledger does not know.`, name);
      } else if (last && isBehind(head, last)) {
        const gaveWay = `which gave way to ${last.nextKey} at ${last.size} events`;
        this.fault(`${named} is signed by ${head.key}, ${gaveWay}.`, name);
      } else if (head.nextKey) known.add(head.nextKey);
      this.claim(signed, name);
    }
  }

  fault(sentence: string, name: string): void {
    this.faults.push({ what: 'heads', sentence: `${sentence} (${name})` });
  }

  private claim(signed: SignedHead, from: string): void {
    const known = this.bySize.get(signed.text);
    if (known) known.sources.push(from);
    else this.bySize.set(signed.text, { ...headOf(signed)!, signed, from, sources: [from] });
  }
}

/** Whether a key signed on after it had given way, or to another key than it did. */
const isBehind = ({ size, nextKey }: Head, last: Head): boolean =>
  size > last.size || (nextKey !== undefined && nextKey !== last.nextKey);

/** Whether a row of the database stands where it is looked for. */
function misplaced(signed: SignedHead & { size?: number }): string | undefined {
  const { size } = headOf(signed)!;
  if (signed.size === undefined || signed.size === size) return undefined;
  return `The head of ${size} events is kept as one of ${signed.size} events.`;
}

/** Every claim that must hold, by size; and the faults, each a sentence with where it was read. */
export async function claimsOf(sources: HeadSources) {
  const { store, outside = [], held = [], unreadable = [], pinnedKey } = sources;
  const claims = new Claims();
  for (const sentence of unreadable) claims.faults.push({ what: 'heads', sentence });
  await claims.chain(database, withoutGaps(store, claims));
  for (const { name, heads } of outside) await claims.chain(name, heads);
  for (const heads of held) claims.held(heads);
  const { faults, publicKeys } = claims;
  if (pinnedKey && !publicKeys.has(pinnedKey)) {
    faults.push({ what: 'key', sentence: `No head is signed by the key ${pinnedKey}.` });
  }
  const inOrder = [...claims.bySize.values()].sort((one, other) => one.size - other.size);
  return { claims: inOrder, faults, publicKeys: [...publicKeys] };
}

/** Heads are numbered from 0: who tells them apart by their numbers finds each. */
async function* withoutGaps(store: SealStore, claims: Claims): AsyncIterable<SignedHead> {
  let [due, isTold] = [0, false];
  for await (const row of store.everyHead(-(2n ** 63n))) {
    if (row.ordinal !== due && !isTold) {
      const missing = `Heads ${due} to ${row.ordinal - 1} are missing, or were renumbered.`;
      const added = `Head ${row.ordinal} is there where ${due} is due: added, or renumbered.`;
      claims.fault(row.ordinal > due ? missing : added, database);
    }
    // Only the first: there can be as many as rows.
    isTold ||= row.ordinal !== due;
    due = row.ordinal + 1;
    yield row;
  }
}
