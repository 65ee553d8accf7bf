/**
 * What is kept of the stream beside each leaf: enough to find, among millions, the places where
 * events of a stream were sealed, whatever has become of those events since. Others may have the
 * same mark; what stands at a place is looked at in any case.
 */
import { crc32 } from 'node:zlib';
import { tileWidth } from './tile';

export const markBytes = 4;

export function markOf(stream: string): Buffer {
  const mark = Buffer.alloc(markBytes);
  mark.writeUInt32BE(crc32(stream));
  return mark;
}

/** Where in a tile of marks any of these stands. */
export const marksIn = (tile: Buffer, marks: readonly Buffer[]): number[] =>
  Array.from({ length: Math.min(tileWidth, tile.length / markBytes) }, (_, at) => at).filter((at) =>
    marks.some((mark) => markAt(tile, at)?.equals(mark)),
  );

/** Undefined where a tile has no more. */
export function markAt(tile: Buffer | undefined, at: number): Buffer | undefined {
  const mark = tile?.subarray(at * markBytes, (at + 1) * markBytes);
  return mark?.length === markBytes ? mark : undefined;
}
