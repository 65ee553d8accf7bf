/**
 * How personal data is encrypted. Every event has a key of its own, derived from its person's: who
 * is given the key of one event can read that event and nothing else of that person, and
 * everything of a person is unreadable once the person's key is destroyed.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * The key of one event: HKDF-Expand (RFC 5869, 2.3) with SHA-256, info the event's id, one block
 * of 32 bytes. Extract is left out, as its section 3.3 allows: a person's key is random already.
 */
export const eventKeyOf = (personKey: Uint8Array, eventId: string): Buffer =>
  hmac(personKey, `${eventId}\x01`);

const blockBytes = 64;
const digestBytes = 32;
const textBytesMax = 256;
const inner = Buffer.alloc(blockBytes + textBytesMax);
const outer = Buffer.alloc(blockBytes + digestBytes);

/**
 * HMAC-SHA-256 (RFC 2104) of a short text by a key of at most a block. Written out, because a
 * rebuild asks for hundreds of thousands: two hashes cost half of what an Hmac object does.
 */
function hmac(key: Uint8Array, text: string): Buffer {
  if (Buffer.byteLength(text) > textBytesMax) throw new RangeError('No id is that long');
  inner.fill(0x36, 0, blockBytes);
  outer.fill(0x5c, 0, blockBytes);
  for (let index = 0; index < key.length; index++) {
    inner[index]! ^= key[index]!;
    outer[index]! ^= key[index]!;
  }
  const message = inner.subarray(0, blockBytes + inner.write(text, blockBytes));
  // As `binary` text: making a Buffer of a digest is the slowest part of it.
  outer.write(hash('sha256', message, 'binary'), blockBytes, 'binary');
  const digest = Buffer.from(hash('sha256', outer, 'binary'), 'binary');
  // Nothing from which the key could be computed outlives the key here.
  inner.fill(0);
  outer.fill(0);
  return digest;
}

/** Of an event, what its ciphertext is bound to, so that it cannot be moved to another one. */
export type Envelope = Readonly<{ stream: string; type: string; id: string }>;

/** The additional data of the cipher, as text. */
export const bindingOf = ({ stream, type, id }: Envelope): string => `${stream}\n${type}\n${id}`;

/** @param bound what the ciphertext belongs to; it opens nowhere else. */
export const encrypt = (key: Buffer, plain: string, bound: string): string =>
  seal(key, Buffer.from(plain), Buffer.from(bound)).toString('base64');

/** @throws when the text was changed, or belongs elsewhere */
export const decrypt = (key: Buffer, sealed: string, bound: string): string =>
  open(key, Buffer.from(sealed, 'base64'), Buffer.from(bound)).toString();

/** iv ‖ tag ‖ ciphertext */
export function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(bound);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

export function open(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes)).setAAD(bound);
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  const plain = decipher.update(sealed.subarray(ivBytes + tagBytes));
  // A stream cipher: nothing is left but to compare the tag.
  decipher.final();
  return plain;
}
