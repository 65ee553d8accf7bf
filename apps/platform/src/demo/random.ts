/** Chance that is the same every time: each thing throws dice of its own, named by its key. */

export class Dice {
  private state: number;

  /** Equal keys throw equally; what one thing throws never changes what another one does. */
  constructor(...key: readonly (string | number)[]) {
    this.state = hashOf(key.join('/'));
  }

  /** From 0 up to, but not including, 1 (mulberry32). */
  real(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  between(from: number, to: number): number {
    return from + this.real() * (to - from);
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  chance(probability: number): boolean {
    return this.real() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)]!;
  }

  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    const total = items.reduce((sum, item) => sum + weightOf(item), 0);
    let left = this.real() * total;
    return items.find((item) => (left -= weightOf(item)) < 0) ?? items.at(-1)!;
  }

  /** Log-normal: durations of work cluster below their mean and have a long tail. */
  around(median: number, spread = 0.55): number {
    // Irwin–Hall of 6 throws, close enough to a normal distribution.
    const sum = Array.from({ length: 6 }, () => this.real()).reduce((a, b) => a + b, 0);
    return median * Math.exp(spread * (sum - 3) * Math.SQRT2);
  }
}

/** FNV-1a with a final mix, so that keys that differ in one digit start far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
