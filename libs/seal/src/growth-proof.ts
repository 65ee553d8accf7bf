/** That a ledger only grew between two signed heads, for somebody who kept the older one. */
import { plain, rotationsOf } from './case-file';
import { SealRefused } from './refusal';
import type { Seals } from './open-seals';
import type { KeptHead } from './head-store';
import { consistencyProof, isConsistent } from './tree';

/** Asked about heads that were never signed. */
export class NoSuchHeads extends Error {}

/**
 * @param from how many events the older head covers
 * @param to the same of the newer head; the newest unless told
 * @returns what the offline verifier reads, as text
 * @throws NoSuchHeads
 */
export async function growthProof({ store }: Seals, from: number, to?: number): Promise<string> {
  const older = await store.headOver(from);
  const newer = to === undefined ? await store.newestHead() : await store.headOver(to);
  if (older?.head.size !== from || !newer || (to !== undefined && newer.head.size !== to)) {
    throw new NoSuchHeads('There are no signed heads of these sizes.');
  }
  if (newer.head.size < from) throw new NoSuchHeads('The newer head covers fewer events.');
  const { size: kept } = await store.state();
  if (kept < newer.head.size) {
    throw new SealRefused('tree-altered', 'Hashes are missing: run "taizhang seal rebuild".');
  }
  const hashes = await consistencyProof(from, newer.head.size, store.subtrees());
  const [began, is] = [treeOf(older), treeOf(newer)];
  if (!isConsistent(began, is, hashes)) {
    throw new SealRefused(
      'other-log',
      'The kept hashes do not lead to these heads: run "taizhang verify".',
    );
  }
  const proof = {
    format: 'taizhang growth 1',
    older: plain(older),
    newer: plain(newer),
    keys: await rotationsOf(store, newer),
    proof: hashes.map((hash) => hash.toString('hex')),
  };
  return `${JSON.stringify(proof, null, 1)}\n`;
}

const treeOf = ({ head: { size, root } }: KeptHead) => ({ size, root: Buffer.from(root, 'hex') });
