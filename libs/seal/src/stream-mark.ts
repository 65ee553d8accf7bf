/**
 * What is kept of the stream beside each leaf: enough to find, among millions, the places where
 * events of a stream were sealed, whatever has become of those events since. Others may have the
 * same mark; what stands at a place is looked at in any case.
 */
import { crc32 } from 'node:zlib';

export const markBytes = 4;

/** A whole number of 32 bits. */
export const markOf = (stream: string): number => crc32(stream);

/** As they are kept. */
export const bytesOfMarks = (streams: readonly string[]): Buffer[] =>
  streams.map((stream) => {
    const bytes = Buffer.alloc(markBytes);
    bytes.writeUInt32BE(markOf(stream));
    return bytes;
  });

export const marksIn = (tile: Buffer): number[] =>
  Array.from({ length: Math.floor(tile.length / markBytes) }, (_, index) =>
    tile.readUInt32BE(index * markBytes),
  );

/** Where in a tile any of these stands; of millions it is asked. */
export function markedIn(tile: Buffer, wanted: ReadonlySet<number>): number[] {
  const found: number[] = [];
  for (let at = 0; (at + 1) * markBytes <= tile.length; at++) {
    if (wanted.has(tile.readUInt32BE(at * markBytes))) found.push(at);
  }
  return found;
}
