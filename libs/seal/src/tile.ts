/** Tiles of the kept tree: up to 256 hashes, or positions, in one piece. */
import { hashBytes, type Hash } from './hash';

export const tileWidth = 256;
/** So many levels of the tree lie between two levels of tiles. */
export const tileBits = 8;
export const positionBytes = 8;
/** Of the tiles that hold marks of streams, below the leaves. */
export const markLevel = -1;

/** At most `count` hashes of a tile, from the one at `offset` on. */
export const hashesIn = (tile: Buffer, offset = 0, count = tileWidth): Hash[] => {
  const there = Math.min(count, Math.floor(tile.length / hashBytes) - offset);
  return Array.from({ length: Math.max(0, there) }, (_, index) =>
    tile.subarray((offset + index) * hashBytes, (offset + index + 1) * hashBytes),
  );
};

export const positionsIn = (bytes: Buffer): bigint[] =>
  Array.from({ length: Math.floor(bytes.length / positionBytes) }, (_, index) =>
    bytes.readBigInt64BE(index * positionBytes),
  );

/** What of a row of items belongs to one tile, and where in it. */
export type Part<Item> = Readonly<{ number: number; offset: number; items: readonly Item[] }>;

/** Consecutive items, the first at `start` of its level, by the tile that each belongs to. */
export function partsOf<Item>(start: number, all: readonly Item[]): Part<Item>[] {
  const parts: Part<Item>[] = [];
  for (let done = 0; done < all.length;) {
    const offset = (start + done) % tileWidth;
    const items = all.slice(done, done + tileWidth - offset);
    parts.push({ number: Math.floor((start + done) / tileWidth), offset, items });
    done += items.length;
  }
  return parts;
}
