/** Chance that is the same every time. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export class Dice {
  constructor(private state: number) {}

  /** From 0 up to, but not including, 1 (mulberry32). */
  real(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.real() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.real() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)]!;
  }

  /** As the kernel's `idFrom` makes them. */
  id<Id extends string>(category: string): Id {
    let id = `${category}-`;
    for (let index = 0; index < 13; index++) id += alphabet[this.int(0, 31)];
    return id as Id;
  }

  uuid(): string {
    const part = (bytes: number) => {
      let text = '';
      for (let index = 0; index < bytes; index++) text += hex[this.int(0, 255)];
      return text;
    };
    return `${part(4)}-${part(2)}-8${part(2).slice(1)}-a${part(2).slice(1)}-${part(6)}`;
  }
}
