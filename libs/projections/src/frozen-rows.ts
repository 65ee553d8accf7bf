/**
 * Rows at rest: the lines that COPY takes, as plain bytes, found by a hash of their key. Nearly
 * all rows of a log are cases of long ago. As objects they cost the garbage collector something at
 * every turn; as bytes they cost nothing until an event touches one of them again.
 */
import { hashesOf, type Hashes } from './key-filter';
import { LineBytes } from './line-bytes';
import type { AnyRow } from './schema';

export type RowFormat = Readonly<{
  lineOf: (row: AnyRow) => string;
  rowOf: (line: string) => AnyRow;
}>;

/** What leaves memory: lines for COPY, and the hashes of their keys. */
export type Departed = Readonly<{
  chunks: readonly Buffer[];
  bytes: number;
  hashes: readonly Hashes[];
}>;

/** Of each row: two hashes of its key, where its line begins, and its length; 0 once it is out. */
const [a, b, from, length, width] = [0, 1, 2, 3, 4] as const;
const entriesMin = 256;
const deadBytesMax = 1_000_000;

export class FrozenRows {
  private lines = new LineBytes();
  /** Rows in the order in which they were frozen: the first have waited longest. */
  private entries = new Int32Array(entriesMin * width);
  private count = 0;
  /** Numbers of entries and 1, where their hash says; 0 is free. Never more than half full. */
  private slots = new Int32Array(entriesMin * 2);
  private live = 0;
  /** Bytes of rows that were taken out. */
  private dead = 0;

  constructor(private readonly format: RowFormat) {}

  get size(): number {
    return this.live;
  }

  /** With what was taken out since and still lies there. */
  get bytes(): number {
    return this.lines.bytes;
  }

  /** @param row whose key is not held yet */
  add(row: AnyRow): void {
    if ((this.count + 1) * 2 > this.slots.length) this.grow();
    const [hashA, hashB] = hashesOf(row.id);
    this.lines.add(this.format.lineOf(row));
    const at = this.count++ * width;
    this.entries[at + a] = hashA;
    this.entries[at + b] = hashB;
    this.entries[at + from] = this.lines.from;
    this.entries[at + length] = this.lines.length;
    this.live++;
    this.occupy(hashA, this.count);
    if (this.dead > deadBytesMax && this.dead * 2 > this.bytes) this.compact();
  }

  /** The row of a key; it is not held any more from then on. */
  take(key: string): AnyRow | undefined {
    if (this.live === 0) return undefined;
    const { slots, entries } = this;
    const [hashA, hashB] = hashesOf(key);
    const mask = slots.length - 1;
    for (let slot = hashA & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const at = (slots[slot]! - 1) * width;
      if (entries[at + a] !== hashA || entries[at + b] !== hashB || entries[at + length] === 0)
        continue;
      const line = this.lines.textOf(entries[at + from]!, entries[at + length]!);
      const row = this.format.rowOf(line);
      // Two keys may have both hashes in common.
      if (row.id !== key) continue;
      this.dead += entries[at + length]!;
      entries[at + length] = 0;
      this.live--;
      return row;
    }
    return undefined;
  }

  /** The rows that have waited longest leave, until so many bytes are left at most. */
  depart(bytesLeft: number): Departed {
    const chunks: Buffer[] = [];
    const hashes: Hashes[] = [];
    let bytes = 0;
    let gone = 0;
    for (let left = this.bytes; gone < this.count && left > bytesLeft; gone++) {
      const at = gone * width;
      const size = this.entries[at + length]!;
      if (size === 0) continue;
      chunks.push(this.lines.bytesOf(this.entries[at + from]!, size));
      hashes.push([this.entries[at + a]!, this.entries[at + b]!]);
      bytes += size;
      left -= size;
    }
    this.live -= hashes.length;
    this.compact(gone);
    return { chunks: joined(chunks), bytes, hashes };
  }

  /** Anew, without the first `gone` and without what was taken out. */
  private compact(gone = 0): void {
    const { entries, lines } = this;
    this.lines = new LineBytes();
    let kept = 0;
    for (let number = gone; number < this.count; number++) {
      const at = number * width;
      if (entries[at + length] === 0) continue;
      this.lines.addBytes(lines.bytesOf(entries[at + from]!, entries[at + length]!));
      entries.copyWithin(kept * width, at, at + width);
      entries[kept++ * width + from] = this.lines.from;
    }
    this.count = kept;
    this.dead = 0;
    this.reindex(this.slots.length);
  }

  private grow(): void {
    const entries = new Int32Array(this.entries.length * 2);
    entries.set(this.entries);
    this.entries = entries;
    this.reindex(this.slots.length * 2);
  }

  private reindex(size: number): void {
    this.slots = new Int32Array(size);
    for (let number = 1; number <= this.count; number++) {
      this.occupy(this.entries[(number - 1) * width + a]!, number);
    }
  }

  private occupy(hash: number, number: number): void {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = number;
  }
}

/** Lines that lie side by side are sent as one. */
function joined(lines: readonly Buffer[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (const line of lines) {
    const last = chunks.at(-1);
    if (last?.buffer === line.buffer && last.byteOffset + last.length === line.byteOffset) {
      chunks[chunks.length - 1] = Buffer.from(
        last.buffer,
        last.byteOffset,
        last.length + line.length,
      );
    } else chunks.push(line);
  }
  return chunks;
}
