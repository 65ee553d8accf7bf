/**
 * Roots and proofs of the Merkle tree of RFC 6962 (2.1), computed from its complete subtrees.
 * A subtree is named by its level (2^level leaves) and its number at that level, from 0.
 */
import { emptyRoot, nodeOf, type Hash } from './hash';

/** Where the hash of a complete subtree can be had. */
export type Subtrees = (level: number, number: number) => Promise<Hash>;

type Subtree = Readonly<{ level: number; number: number }>;

/** The largest complete subtrees of the first `size` leaves, from the left: one for each bit. */
export function edgeOf(size: number): Subtree[] {
  const edge: Subtree[] = [];
  let covered = 0;
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level--) {
    const leaves = 2 ** level;
    if (size - covered < leaves) continue;
    edge.push({ level, number: covered / leaves });
    covered += leaves;
  }
  return edge;
}

/** @param hashes of the subtrees of an edge, from the left */
export const rootOfEdge = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeOf(left, right));

export const rootOf = (size: number, subtrees: Subtrees): Promise<Hash> =>
  rangeHash(0, size, subtrees);

/** Any range that RFC 6962 splits a tree into: it begins at a multiple of what it may hold. */
async function rangeHash(from: number, to: number, subtrees: Subtrees): Promise<Hash> {
  const hashes = await Promise.all(
    edgeOf(to - from).map(({ level, number }) => subtrees(level, from / 2 ** level + number)),
  );
  return rootOfEdge(hashes);
}

/** The largest power of two below `size`. */
const splitOf = (size: number) => 2 ** (Math.ceil(Math.log2(size)) - 1);

/**
 * What must be hashed with the leaf at `index`, from the leaf upwards, to arrive at the root of the
 * first `size` leaves: PATH of RFC 6962 (2.1.1).
 */
export async function inclusionProof(
  index: number,
  size: number,
  subtrees: Subtrees,
): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`No leaf ${index} among ${size}`);
  const path: Hash[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    const isLeft = index < middle;
    path.unshift(
      await (isLeft ? rangeHash(middle, to, subtrees) : rangeHash(from, middle, subtrees)),
    );
    if (isLeft) to = middle;
    else from = middle;
  }
  return path;
}

/** That the first `older` of `size` leaves are unchanged: PROOF of RFC 6962 (2.1.2). */
export async function consistencyProof(
  older: number,
  size: number,
  subtrees: Subtrees,
): Promise<Hash[]> {
  if (!(older > 0 && older <= size)) throw new RangeError(`No tree of ${older} within ${size}`);
  const path: Hash[] = [];
  let [from, to] = [0, size];
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.unshift(await rangeHash(middle, to, subtrees));
      to = middle;
    } else {
      path.unshift(await rangeHash(from, middle, subtrees));
      from = middle;
    }
  }
  // What began as the older tree itself is known to whoever asks.
  if (from > 0) path.unshift(await rangeHash(from, to, subtrees));
  return path;
}

/** Whether the leaf is at `index` of a tree with this root (RFC 9162, 2.1.3.2). */
export function isIncluded(
  { index, size, leaf, root }: Readonly<{ index: number; size: number; leaf: Hash; root: Hash }>,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeOf(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      hash = nodeOf(hash, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

export type Tree = Readonly<{ size: number; root: Hash }>;

/** Whether the newer tree begins with the older one (RFC 9162, 2.1.4.2). */
export function isConsistent(older: Tree, newer: Tree, proof: readonly Hash[]): boolean {
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size < 1 || older.size > newer.size) return false;
  const rest = Math.log2(older.size) % 1 === 0 ? [older.root, ...proof] : [...proof];
  const first = rest.shift();
  if (!first) return false;
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      before = nodeOf(sibling, before);
      after = nodeOf(sibling, after);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      after = nodeOf(after, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(older.root) && after.equals(newer.root);
}
