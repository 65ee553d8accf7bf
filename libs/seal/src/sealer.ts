/**
 * Hashes events in feed order into the kept tree and signs heads of it. Every step is a transaction
 * and finds out first where the one before ended: a crash anywhere or a second sealer is harmless.
 * What does not fit a head that was signed before is not built upon: nothing is signed then.
 */
import type { Clock, StoredEvents } from '@taizhang/kernel';
import { beginsWith } from './log-root';
import { SealRefused } from './refusal';
import { headOf, headText, isSigned, signText, textHash, type Head, type SignedHead } from './head';
import { keyDueAfter } from './key-agreement';
import { following } from './head-chain';
import { addEveryHead, addHeads, newestIn, readHeads } from './heads-file';
import { refusalOf } from './refusal-of';
import type { KeptHead } from './head-store';
import { SealedMeanwhile, type SealStore } from './seal-store';
import { takeIn, type SealOptions } from './taking-in';
import { rootOf } from './tree';
import type { SigningKey, SigningKeys } from './signing-keys';

export type SealerOptions = Readonly<{
  stored: StoredEvents;
  store: SealStore;
  keys: SigningKeys;
  /** Where heads are kept outside of the database. */
  headsFile: string;
  clock: Clock;
}>;

export type Sealed = Readonly<{ head: KeptHead | undefined; signed: boolean }>;

export class Sealer {
  constructor(private readonly options: SealerOptions) {}

  /**
   * Takes in what is new and signs a head over all of it.
   * @throws SealRefused, which is kept for operators to see until a later call succeeds
   */
  async seal(options: SealOptions = {}): Promise<Sealed> {
    const { store } = this.options;
    try {
      const sealed = await inTurn(() => this.tryToSeal(options), options);
      if ((await store.state()).refusal) await store.refuse(null);
      return sealed;
    } catch (error) {
      const refused = refusalOf(error);
      if (refused instanceof SealRefused) await this.keep(refused);
      throw refused;
    }
  }

  /** For operators to see. */
  private async keep({ code, message: sentence }: SealRefused): Promise<void> {
    const { store, clock } = this.options;
    try {
      // Since when nothing is signed: it is tried again and again.
      const at = (await store.state()).refusal?.at ?? clock.now();
      await store.refuse({ code, sentence, at });
    } catch (error) {
      // Where it would be kept was altered as well: whoever asked is told all the same.
      if (!(refusalOf(error) instanceof SealRefused)) throw error;
    }
  }

  /** A new key from here on: introduced by the old one, confirmed by the new. */
  async rotateKey(): Promise<SigningKey> {
    const { store, keys, clock, headsFile } = this.options;
    let next: SigningKey | undefined;
    return inTurn(async () => {
      const { head: newest } = await this.seal();
      if (!newest)
        throw new SealRefused(
          'nothing-sealed',
          'Nothing is sealed yet, so there is no key to replace.',
        );
      const old = this.keyOf(keyDueAfter(newest));
      next ??= keys.create();
      const { size, root } = newest.head;
      const introducing = signed(
        { size, root, at: clock.now(), previous: textHash(newest.text), ...keyField(old) },
        old,
        next.publicKey,
      );
      const confirming = signed(
        { size, root, at: clock.now(), previous: textHash(introducing.text), ...keyField(next) },
        next,
      );
      await store.addHeads([introducing, confirming], newest);
      addHeads(headsFile, [introducing, confirming]);
      return next;
    });
  }

  /**
   * Builds the kept tree again from the log; it must fit every head that was signed. Aborted, it
   * leaves a part of the tree, and the next seal goes on behind it.
   */
  async rebuildTree(options: SealOptions = {}): Promise<Sealed> {
    const { stored, store } = this.options;
    const known = newer(await store.newestHead(), await this.newestOutside());
    // The kept hashes are what names an altered event; only a log that is right does without them.
    if (known && !(await beginsWith(stored, known.head, options))) throw notThatLog(known.head);
    if (options.signal?.aborted) return { head: known, signed: false };
    await store.forgetTree();
    return this.seal(options);
  }

  private async tryToSeal(options: SealOptions): Promise<Sealed> {
    const { store } = this.options;
    const kept = await store.newestHead();
    await this.follow(kept);
    const outside = await this.newestOutside();
    const known = newer(kept, outside);
    if (known) await this.assertFits(known, { ifKept: true });
    await takeIn(this.options, options);
    if (options.signal?.aborted) return { head: kept, signed: false };
    if (known) await this.assertFits(known, { ifKept: false });
    const newest = outside ? await this.adopt(kept) : kept;
    return this.sign(newest);
  }

  /** The newest head outside, when the database does not know it. */
  private async newestOutside(): Promise<KeptHead | undefined> {
    const { store, headsFile } = this.options;
    const outside = newestIn(headsFile);
    if (!outside || (await store.find(outside))) return undefined;
    return { ...outside, ordinal: -1, head: headOf(outside)! };
  }

  /**
   * Heads that a crash kept from the file are added to it, if they go on from its last one: who can
   * write to the database must not get to write there.
   */
  private async follow(kept: KeptHead | undefined): Promise<void> {
    const { store, headsFile } = this.options;
    const outside = newestIn(headsFile);
    const known = outside && (await store.find(outside));
    if (!kept || (outside && !known) || known?.ordinal === kept.ordinal) return;
    const later = following(known, store.everyHead(known?.ordinal ?? -1));
    await addEveryHead(headsFile, later);
  }

  /**
   * Heads that the file has and the database lost, if they go on from what it has; the tree was
   * found to fit the newest.
   */
  private async adopt(kept: KeptHead | undefined): Promise<KeptHead | undefined> {
    const { store, headsFile } = this.options;
    const outside = readHeads(headsFile);
    const known = kept ? outside.findIndex(({ text }) => text === kept.text) : -1;
    if (kept && known < 0) {
      throw new SealRefused(
        'heads-differ',
        `The database and ${headsFile} hold different heads: one of them was exchanged.`,
      );
    }
    const later: SignedHead[] = [];
    for await (const head of following(kept, outside.slice(known + 1))) later.push(head);
    await store.addHeads(later, kept);
    return store.newestHead();
  }

  private async assertFits(
    { text, signature, head: { size, root, at, key } }: KeptHead,
    { ifKept }: Readonly<{ ifKept: boolean }>,
  ): Promise<void> {
    const { store } = this.options;
    const { size: kept } = await store.state();
    if (!isSigned({ text, signature }, key)) {
      throw new SealRefused(
        'false-signature',
        `The newest head, of ${size} events, has a false signature.`,
      );
    }
    if (kept < size && ifKept) return;
    if (kept < size) {
      throw new SealRefused(
        'log-ends-early',
        `The log ends at ${kept} events; a head of ${size} events was signed at ${at}. ` +
          'An older state of the log was put back, or its end is missing.',
      );
    }
    if ((await rootOf(size, store.subtrees())).toString('hex') !== root) {
      throw notThatLog({ size, at });
    }
  }

  private async sign(newest: KeptHead | undefined): Promise<Sealed> {
    const { store, clock, headsFile, keys } = this.options;
    // A key that was introduced, and a crash came between, confirms that before it signs more.
    const isNew = newest?.head.nextKey !== undefined;
    const { size } = isNew ? newest.head : await store.state();
    if (!isNew && size === (newest?.head.size ?? 0)) return { head: newest, signed: false };
    const due = newest ? keyDueAfter(newest) : await store.firstKey(keys.first().publicKey);
    const key = this.keyOf(due);
    const root = (await rootOf(size, store.subtrees())).toString('hex');
    const previous = newest ? textHash(newest.text) : null;
    const head = signed({ size, root, at: clock.now(), previous, ...keyField(key) }, key);
    await store.addHeads([head], newest);
    addHeads(headsFile, [head]);
    const kept = await store.newestHead();
    return isNew ? this.sign(kept) : { head: kept, signed: true };
  }

  private keyOf(publicKey: string): SigningKey {
    const key = this.options.keys.of(publicKey);
    if (key) return key;
    throw new SealRefused(
      'key-missing',
      `The private key of ${publicKey}, which signs this ledger, is not here. ` +
        'Put back the keys folder, or set SEAL_KEY.',
    );
  }
}

const notThatLog = ({ size, at }: Pick<Head, 'size' | 'at'>) =>
  new SealRefused(
    'other-log',
    `The log is not the one whose head of ${size} events was signed at ${at}. ` +
      'Run "taizhang verify" to see the first event that does not fit.',
  );

/** Whoever gave way to another sealer looks again at once, unless they come back by themselves. */
async function inTurn<T>(work: () => Promise<T>, { leisurely = false }: SealOptions = {}) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      // Each time somebody else has got further.
      if (leisurely || !(error instanceof SealedMeanwhile)) throw error;
    }
  }
}

const keyField = ({ publicKey }: SigningKey) => ({ key: publicKey });

function signed(head: Head, { privateKey }: SigningKey, nextKey?: string): SignedHead {
  const text = headText({ ...head, ...(nextKey === undefined ? {} : { nextKey }) });
  return { text, signature: signText(text, privateKey) };
}

/** The one over more events; of two over as many, the one outside of the database. */
function newer(kept: KeptHead | undefined, outside: KeptHead | undefined): KeptHead | undefined {
  if (!kept || !outside) return outside ?? kept;
  return kept.head.size > outside.head.size ? kept : outside;
}
