/** A small ledger in memory whose owner exports a case; and what a forger needs to do the same. */
import type { StoredEvent } from '@taizhang/kernel';
import { bindingOf } from '@taizhang/vault';
import { createCipheriv, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { assembled, type Exported, type Rotation } from './case-file';
import { leafOf, nodeOf, type Hash } from './hash';
import { headText, signText, textHash, type Head } from './head';
import type { SigningKey } from './signing-keys';
import { consistencyProof, inclusionProof, rootOf, type Subtrees } from './tree';

export const at = '2026-01-05T08:00:00.000Z' as Head['at'];
export const words = {
  event: (type: string) => ({ zh: `事件${type}`, en: type }),
  name: (id: string) => id,
};

export function newKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(x!, 'base64url').toString('hex') };
}

export const eventAt = (index: number, stream: string, revision: number, data: object) =>
  ({
    ...{
      position: BigInt(index + 1),
      stream,
      revision,
      id: randomUUID(),
      type: 'Noted',
      version: 1,
    },
    ...{ at, recordedAt: at, by: 'staff-1', context: '{"channel":"test"}' },
    data: JSON.stringify(data),
  }) as StoredEvent;

/** The event with a personal field, and the key that opens it. */
export function withPersonal(event: StoredEvent, plain: object): [StoredEvent, string] {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bindingOf(event)));
  const text = Buffer.concat([cipher.update(JSON.stringify(plain)), cipher.final()]);
  const fields = Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
  const data = { ...JSON.parse(event.data), $personal: { v: 2, person: 'customer-1', fields } };
  return [{ ...event, data: JSON.stringify(data) }, key.toString('hex')];
}

export function subtreesOf(events: readonly StoredEvent[]): Subtrees {
  const leaves = events.map(leafOf);
  const hash = (level: number, number: number): Hash =>
    level === 0
      ? leaves[number]!
      : nodeOf(hash(level - 1, number * 2), hash(level - 1, number * 2 + 1));
  return async (level, number) => hash(level, number);
}

export async function headOver(
  events: readonly StoredEvent[],
  key: SigningKey,
  nextKey?: string,
  previous: string | null = null,
) {
  const root = (await rootOf(events.length, subtreesOf(events))).toString('hex');
  const head: Head = { size: events.length, root, at, previous, key: key.publicKey };
  const text = headText(nextKey === undefined ? head : { ...head, nextKey });
  return { text, signature: signText(text, key.privateKey), head };
}

/** The old key introduces the new one over these events, and the new one confirms. */
export async function rotation(
  events: readonly StoredEvent[],
  old: SigningKey,
  next: SigningKey,
): Promise<Rotation> {
  const { head: _, ...introducing } = await headOver(events, old, next.publicKey);
  const { head: __, ...confirming } = await headOver(
    events,
    next,
    undefined,
    textHash(introducing.text),
  );
  return { introducing, confirming };
}

export type Making = Readonly<{
  /** The whole ledger. */
  ledger: readonly StoredEvent[];
  key: SigningKey;
  caseId?: string;
  streams?: readonly string[];
  eventKeys?: ReadonlyMap<string, string>;
  rotations?: readonly Rotation[];
}>;

export async function exported(making: Making) {
  const { ledger, key, eventKeys, rotations = [] } = making;
  const { caseId = 'complaint-1', streams = ['complaint-1', 'contact-1'] } = making;
  const head = await headOver(ledger, key);
  const subtrees = subtreesOf(ledger);
  const events: Exported[] = [];
  for (const [place, event] of ledger.entries()) {
    if (!streams.includes(event.stream)) continue;
    const proof = await inclusionProof(place, ledger.length, subtrees);
    const hashes = proof.map((hash) => hash.toString('hex'));
    const opening = eventKeys?.get(event.id) ?? null;
    events.push({ event, place, proof: hashes, key: opening, data: {}, hidden: false });
  }
  const files = assembled({ caseId, at, head, rotations, events, words, key });
  return new Map(files.map(({ name, bytes }) => [name, bytes as Uint8Array]));
}

/** A proof that a ledger only grew since its first events, `from` of them. */
export async function growthText(
  ledger: readonly StoredEvent[],
  key: SigningKey,
  from: number,
): Promise<string> {
  const [older, newer] = [await headOver(ledger.slice(0, from), key), await headOver(ledger, key)];
  const hashes = await consistencyProof(from, ledger.length, subtreesOf(ledger));
  const plain = ({ text, signature }: typeof older) => ({ text, signature });
  const proof = {
    format: 'taizhang growth 1',
    ...{ older: plain(older), newer: plain(newer), keys: [] },
    proof: hashes.map((hash) => hash.toString('hex')),
  };
  return `${JSON.stringify(proof, null, 1)}\n`;
}
