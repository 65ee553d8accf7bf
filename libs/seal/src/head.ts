/**
 * A signed tree head: one text that can be read in one way only, and an Ed25519 signature over it.
 * Heads are chained, so that none can be taken out; a key is retired by a head that it signs over
 * the next one, and the first head of the next key confirms that.
 */
import type { Instant } from '@taizhang/kernel';
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** As it is kept and handed on. */
export type SignedHead = Readonly<{
  text: string;
  /** Ed25519 over the text in UTF-8, in hex. */
  signature: string;
}>;

export type Head = Readonly<{
  /** How many events, from the first. */
  size: number;
  /** Hex. */
  root: string;
  at: Instant;
  /** SHA-256 of the text of the head before, in hex; null for the first. */
  previous: string | null;
  /** The public key that signs, in hex: 32 bytes. */
  key: string;
  /** The key that signs from here on. */
  nextKey?: string;
}>;

const hex = '[0-9a-f]{64}';
const shape = new RegExp(
  `^taizhang head 1\\nsize (0|[1-9]\\d{0,14})\\nroot (${hex})\\nat (\\S{24})\\n` +
    `previous (none|${hex})\\nkey (${hex})\\n(?:next-key (${hex})\\n)?$`,
);

export const headText = ({ size, root, at, previous, key, nextKey }: Head): string =>
  [
    'taizhang head 1',
    `size ${size}`,
    `root ${root}`,
    `at ${at}`,
    `previous ${previous ?? 'none'}`,
    `key ${key}`,
    ...(nextKey === undefined ? [] : [`next-key ${nextKey}`]),
    '',
  ].join('\n');

/** Undefined when the text is none, in the smallest respect. */
export function headOf({ text }: Pick<SignedHead, 'text'>): Head | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [, size, root, at, previous, key, nextKey] = found as unknown as string[];
  return {
    ...{ size: Number(size), root: root!, at: at as Instant, key: key! },
    previous: previous === 'none' ? null : previous!,
    ...(nextKey === undefined ? {} : { nextKey }),
  };
}

/** What the next head names as `previous`. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const signText = (text: string, key: KeyObject): string =>
  sign(null, Buffer.from(text), key).toString('hex');

/** @param publicKey 32 bytes in hex */
export function isSigned({ text, signature }: SignedHead, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  return verify(null, Buffer.from(text), publicKeyOf(publicKey), Buffer.from(signature, 'hex'));
}

const publicKeyOf = (hexKey: string): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hexKey, 'hex').toString('base64url') },
  });
