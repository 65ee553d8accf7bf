/**
 * The two hashes of the tree, as RFC 6962 (2.1) has them: a leaf can never pass for a node, because
 * what is hashed begins with another byte.
 */
import type { StoredEvent } from '@taizhang/kernel';
import { createHash } from 'node:crypto';

export type Hash = Buffer;
export const hashBytes = 32;

/** Of a leaf, its text; everything that a store keeps of an event except its position. */
export const leafText = (event: Omit<StoredEvent, 'position'>): string =>
  // A copy of the log counts positions differently and must have the same root. A list of texts in
  // JSON can be read in one way only; lone surrogates, which UTF-8 cannot hold, are escaped in it.
  JSON.stringify([
    event.id,
    event.type,
    String(event.version),
    event.stream,
    String(event.revision),
    event.at,
    event.recordedAt,
    event.by,
    event.context,
    event.data,
  ]);

export const leafHash = (text: string | Uint8Array): Hash =>
  createHash('sha256').update('\x00').update(text).digest();

export const leafOf = (event: Omit<StoredEvent, 'position'>): Hash => leafHash(leafText(event));

export const nodeOf = (left: Hash, right: Hash): Hash =>
  createHash('sha256').update('\x01').update(left).update(right).digest();

/** The root of a tree without leaves. */
export const emptyRoot: Hash = createHash('sha256').digest();
