/** Against the tree of RFC 6962 written down naively, for every small size. */
import fc from 'fast-check';
import { emptyRoot, leafHash, leafText, nodeOf, type Hash } from './hash';
import { consistencyProof, inclusionProof, isConsistent, isIncluded, rootOf } from './tree';
import type { Subtrees } from './tree';

const sizeMax = 40;
const leaves = Array.from({ length: sizeMax }, (_, index) => leafHash(`leaf ${index}`));

/** MTH of RFC 6962, word for word. */
function naive(of: readonly Hash[]): Hash {
  if (of.length === 0) return emptyRoot;
  if (of.length === 1) return of[0]!;
  let split = 1;
  while (split * 2 < of.length) split *= 2;
  return nodeOf(naive(of.slice(0, split)), naive(of.slice(split)));
}

const subtrees: Subtrees = async (level, number) => {
  const count = 2 ** level;
  const part = leaves.slice(number * count, (number + 1) * count);
  if (part.length < count) throw new Error('A subtree that is not complete');
  return naive(part);
};
const treeOf = (size: number) => ({ size, root: naive(leaves.slice(0, size)) });

test('an empty log has the root that RFC 6962 gives it', () => {
  expect(emptyRoot.toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

test('the root is that of the naive tree, whatever the size', async () => {
  for (let size = 0; size <= sizeMax; size++) {
    expect(await rootOf(size, subtrees)).toEqual(treeOf(size).root);
  }
});

test('every leaf is proven in every tree that has it, and at no other place', async () => {
  for (let size = 1; size <= sizeMax; size++) {
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(index, size, subtrees);
      const claim = { ...treeOf(size), index, leaf: leaves[index]! };
      expect(isIncluded(claim, proof)).toBe(true);
      for (let other = 0; other < size; other++) {
        expect(isIncluded({ ...claim, index: other }, proof)).toBe(other === index);
      }
      expect(isIncluded({ ...claim, leaf: leaves[(index + 1) % sizeMax]! }, proof)).toBe(false);
      expect(isIncluded(claim, [...proof, leaves[0]!])).toBe(false);
      expect(isIncluded(claim, proof.slice(1))).toBe(proof.length === 0);
    }
  }
});

test('every older tree is proven in every newer one, and no other', async () => {
  for (let size = 1; size <= sizeMax; size++) {
    for (let older = 1; older <= size; older++) {
      const proof = await consistencyProof(older, size, subtrees);
      expect(isConsistent(treeOf(older), treeOf(size), proof)).toBe(true);
      const forged = { size: older, root: leafHash('forged') };
      expect(isConsistent(forged, treeOf(size), proof)).toBe(false);
      expect(isConsistent(treeOf(older), { ...treeOf(size), root: forged.root }, proof)).toBe(
        false,
      );
      expect(isConsistent(treeOf(older), treeOf(size), [...proof, forged.root])).toBe(false);
    }
  }
});

test('no changed proof is believed', async () => {
  const inRange = fc.integer({ min: 1, max: sizeMax });
  const property = fc.asyncProperty(
    ...([inRange, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 })] as const),
    async (size, at, which, bit) => {
      const index = at % size;
      const proof = await inclusionProof(index, size, subtrees);
      if (proof.length === 0) return;
      const broken = proof.map((hash) => Buffer.from(hash));
      broken[which % proof.length]![bit >> 3]! ^= 1 << (bit & 7);
      const claim = { ...treeOf(size), index, leaf: leaves[index]! };
      expect(isIncluded(claim, broken)).toBe(false);
    },
  );
  await fc.assert(property);
});

test('an index that is no index is never included', () => {
  const claim = { ...treeOf(1), leaf: leaves[0]! };
  for (const index of [-1, 1, 0.5, NaN, Infinity, '0' as unknown as number]) {
    expect(isIncluded({ ...claim, index }, [])).toBe(false);
  }
  expect(isIncluded({ size: 0, root: emptyRoot, index: 0, leaf: emptyRoot }, [])).toBe(false);
});

test('two events never have the same text', () => {
  const event = { id: 'a', type: 'b', version: 1, stream: 'c', revision: 0 };
  const more = { at: 'd', recordedAt: 'e', by: 'f', context: 'g', data: 'h' };
  const base = { ...event, ...more } as unknown as Parameters<typeof leafText>[0];
  const texts = [
    base,
    { ...base, id: 'ab', type: '' },
    { ...base, context: 'g","h', data: '' },
    { ...base, data: '\ud800' },
    { ...base, data: '\ufffd' },
  ].map((one) => leafText(one as typeof base));
  expect(new Set(texts.map((text) => leafHash(text).toString('hex'))).size).toBe(texts.length);
});
