/** The bytes of a file as UTF-8, whatever the encoding they were written in. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Encoding } from './csv-options';

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding that the file's byte-order mark tells; null without a mark. */
export async function markedEncoding(path: string): Promise<Encoding | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    const start = buffer.subarray(0, bytesRead);
    const found = marks.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte));
    return found?.[0] ?? null;
  } finally {
    await file.close();
  }
}

export type Decoding = Readonly<{
  path: string;
  encoding: Encoding;
  /** Bytes of the file to read: what was added since it was measured is left for another day. */
  size: number;
  /** Bytes read at a time, which is how much an import has in hand. */
  pageBytes?: number;
  /** Bytes of the file read so far. */
  onBytes?: (bytes: number) => void;
}>;

/**
 * The file piece by piece. Bytes that the encoding does not know become U+FFFD, and the rows
 * they stand in are rejected: nothing unreadable is recorded for good.
 */
export async function* decode(decoding: Decoding): AsyncGenerator<Buffer> {
  const { path, encoding, size, pageBytes = 256 * 1024, onBytes } = decoding;
  if (size === 0) return;
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  const stream = createReadStream(path, { end: size - 1, highWaterMark: pageBytes });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes?.(bytes);
    yield Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  yield Buffer.from(decoder.decode());
}
