/** Leaves as they were sealed, read ahead tile by tile in the order of the log. */
import type { Hash } from './hash';
import type { SealStore } from './seal-store';
import { marksIn } from './stream-mark';
import { hashesIn, markLevel, tileWidth } from './tile';

export type KeptLeaf = Readonly<{
  hash: Hash;
  position: bigint | undefined;
  /** Of its stream; undefined where none was kept yet. */
  mark: number | undefined;
}>;

const tilesAhead = 16;

export class KeptLeaves {
  private tiles: ReadonlyMap<number, readonly Hash[]> = new Map();
  private positions: ReadonlyMap<number, readonly bigint[]> = new Map();
  private marks: ReadonlyMap<number, readonly number[]> = new Map();
  private from = -1;

  constructor(private readonly store: SealStore) {}

  /** Undefined behind the last kept one. Only the first question about a tile fetches. */
  async at(place: number): Promise<KeptLeaf | undefined> {
    const number = Math.floor(place / tileWidth);
    if (this.from < 0 || number < this.from || number >= this.from + tilesAhead) {
      await this.fetch(number);
    }
    const at = place % tileWidth;
    const hash = this.tiles.get(number)?.[at];
    const position = this.positions.get(number)?.[at];
    return hash && { hash, position, mark: this.marks.get(number)?.[at] };
  }

  private async fetch(from: number): Promise<void> {
    const tiles = await this.store.tiles(0, from, tilesAhead);
    this.tiles = new Map([...tiles].map(([number, tile]) => [number, hashesIn(tile)]));
    this.positions = await this.store.positionTiles(from, tilesAhead);
    const marks = await this.store.tiles(markLevel, from, tilesAhead);
    this.marks = new Map([...marks].map(([number, tile]) => [number, marksIn(tile)]));
    this.from = from;
  }
}

/** Hashes of complete subtrees as they were kept; a tile is asked for once. */
export class KeptNodes {
  private readonly tiles = new Map<number, Readonly<{ number: number; hashes: readonly Hash[] }>>();

  constructor(private readonly store: SealStore) {}

  async at(level: number, index: number): Promise<Hash | undefined> {
    const [number, within] = [Math.floor(index / tileWidth), index % tileWidth];
    const known = this.tiles.get(level);
    if (known?.number === number && within < known.hashes.length) return known.hashes[within];
    const hashes = hashesIn(await this.store.tile(level, number));
    this.tiles.set(level, { number, hashes });
    return hashes[within];
  }
}
