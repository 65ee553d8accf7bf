/**
 * Counts how often a thing was seen, at 8 bytes a thing and outside the heap: ten million rows
 * need some 130 MB. Two things of the same 64 bits would be one; among ten million rows that
 * happens in 3 of a million files, and costs a row its number among its likes, never the row.
 */
export class FingerprintCounter {
  private capacity = 1 << 12;
  private table = new Uint32Array(2 * this.capacity);
  private used = 0;
  /** Things seen more than once, which are few. */
  private readonly again = new Map<string, number>();

  /** Number of different things. */
  get size() {
    return this.used;
  }

  /** @returns how often it was seen, this time included */
  see(high: number, low: number): number {
    // A pair of zeros marks a free place.
    const first = high === 0 && low === 0 ? 1 : high >>> 0;
    const second = low >>> 0;
    if (this.insert(first, second)) {
      if (++this.used > 0.7 * this.capacity) this.grow();
      return 1;
    }
    const key = `${first}-${second}`;
    const times = (this.again.get(key) ?? 1) + 1;
    this.again.set(key, times);
    return times;
  }

  private insert(high: number, low: number): boolean {
    const { table, capacity } = this;
    for (let place = low & (capacity - 1); ; place = (place + 1) & (capacity - 1)) {
      if (table[2 * place] === high && table[2 * place + 1] === low) return false;
      if (table[2 * place] === 0 && table[2 * place + 1] === 0) {
        table[2 * place] = high;
        table[2 * place + 1] = low;
        return true;
      }
    }
  }

  private grow() {
    const old = this.table;
    this.capacity *= 2;
    this.table = new Uint32Array(2 * this.capacity);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] !== 0 || old[at + 1] !== 0) this.insert(old[at]!, old[at + 1]!);
    }
  }
}

/** The two halves of an id of the kernel (`customer-7kx2m9qpa4t1v`), 60 of its 65 bits. */
export const bitsOf = (id: string): [high: number, low: number] => [
  parseInt(id.slice(-12, -6), 36),
  parseInt(id.slice(-6), 36),
];
