/** Which public key signed from when on. */
import { isSigned, textHash } from './head';
import { SealRefused } from './refusal';
import type { KeptHead } from './head-store';
import type { SealStore } from './seal-store';

export type KeyInTurn = Readonly<{
  /** 32 bytes in hex. */
  key: string;
  /** How many events there were when it began. */
  from: number;
  /** When; null for the first. */
  at: string | null;
}>;

/** Oldest first; none before the first head. @throws SealRefused */
export async function keysIn(store: SealStore): Promise<readonly KeyInTurn[]> {
  const newest = await store.newestHead();
  if (!newest) return [];
  const handovers = await handoversTo(newest, store);
  const first = handovers[0]?.[0].head.key ?? newest.head.key;
  const later = handovers.map(([, { head }]) => ({ key: head.key, from: head.size, at: head.at }));
  return [{ key: first, from: 0, at: null }, ...later];
}

export type Handover = readonly [introducing: KeptHead, confirming: KeptHead];

/**
 * How the keys handed over, one to the next, up to the one that signed a head. Who can write to the
 * database can add a key of their own there, but has no signature that leads from it to ours.
 * @throws SealRefused
 */
export async function handoversTo(
  { ordinal, head }: Pick<KeptHead, 'ordinal' | 'head'>,
  store: SealStore,
): Promise<readonly Handover[]> {
  const all = (await store.rotations()).filter(([introducing]) => introducing.ordinal < ordinal);
  const keys = [...all.map(([introducing]) => introducing.head.key), head.key];
  const odd = all.find((handover, index) => !leadsTo(keys[index + 1]!, handover));
  if (!odd) return all;
  const [{ ordinal: row }] = odd;
  throw new SealRefused(
    'heads-differ',
    `The kept head ${row} introduces a key that is none of this ledger: it was altered or added. ` +
      'Run "taizhang verify".',
  );
}

/** Heads that are shown to people are signed, by keys that are. @throws SealRefused */
export function assertSigned(heads: readonly KeptHead[], keys: readonly KeyInTurn[]): void {
  const isOurs = (head: KeptHead) =>
    isSigned(head, head.head.key) && keys.some(({ key }) => key === head.head.key);
  const odd = heads.find((head) => !isOurs(head));
  if (!odd) return;
  throw new SealRefused(
    'false-signature',
    `The kept head ${odd.ordinal} is signed by no key of this ledger: it was altered or added. ` +
      'Run "taizhang verify".',
  );
}

const leadsTo = (next: string, [introducing, confirming]: Handover): boolean =>
  introducing.head.nextKey === next &&
  confirming.head.key === next &&
  confirming.head.previous === textHash(introducing.text) &&
  isSigned(introducing, introducing.head.key) &&
  isSigned(confirming, next);
