/**
 * Which key signs, settled before a process seals: copies of a service that were given different
 * keys would otherwise find out only when one of them takes over from another, and sign nothing.
 */
import type { KeptHead } from './head-store';
import type { SealStore } from './seal-store';
import { SealKeyUnusable, type SigningKeys } from './signing-keys';

/** The key that the ledger's next head is signed with. */
export const keyDueAfter = ({ head }: KeptHead): string => head.nextKey ?? head.key;

type Parts = Readonly<{
  store: Pick<SealStore, 'newestHead' | 'firstKey'>;
  keys: SigningKeys;
}>;

/**
 * Nothing where no key is configured: one is made, or its absence told, when there is something to
 * sign.
 * @throws SealKeyUnusable when SEAL_KEY is not the key of this ledger and that one is not here
 */
export async function agreeOnKey({ store, keys }: Parts): Promise<void> {
  const given = keys.given();
  if (!given) return;
  const newest = await store.newestHead();
  const due = newest ? keyDueAfter(newest) : await store.firstKey(given.publicKey);
  if (keys.of(due)) return;
  const since = newest
    ? `has been signed with ${due}, last at ${newest.head.at}`
    : `will be signed with ${due}, as another process was started with that key before`;
  throw new SealKeyUnusable(
    `SEAL_KEY is the key ${given.publicKey}, but this ledger ${since}. Every process that ` +
      'seals needs the same key: set SEAL_KEY to the private key of ' +
      `${due.slice(0, 16)}…, or put its file into the keys folder of DATA_DIR.`,
  );
}
