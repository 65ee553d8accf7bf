/** Which public key signed from when on. */
import type { SealStore } from './seal-store';

export type KeyInTurn = Readonly<{
  /** 32 bytes in hex. */
  key: string;
  /** How many events there were when it began. */
  from: number;
  /** When; null for the first. */
  at: string | null;
}>;

/** Oldest first; none before the first head. */
export async function keysIn(store: SealStore): Promise<readonly KeyInTurn[]> {
  const rotations = await store.rotations();
  const first = rotations[0]?.[0].head.key ?? (await store.newestHead())?.head.key;
  if (!first) return [];
  const later = rotations.map(([, { head }]) => ({ key: head.key, from: head.size, at: head.at }));
  return [{ key: first, from: 0, at: null }, ...later];
}
