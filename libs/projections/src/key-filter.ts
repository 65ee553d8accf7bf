/**
 * Remembers keys in two to four bytes each, whatever their length (a Bloom filter). It never
 * forgets one; of two thousand it has never seen it takes about one for seen at most.
 */
const bitsPerKey = 16;
const probes = 8;
const bytesMax = 32 * 1024 * 1024;

export class KeyFilter {
  private readonly bits: Uint32Array;
  private readonly mask: number;

  /** Beyond the keys expected (or 16 million) it takes more and more keys for seen. */
  constructor(keysExpected: number) {
    const words = Math.min(Math.max(keysExpected, 1) * (bitsPerKey / 32), bytesMax / 4);
    const size = 2 ** Math.ceil(Math.log2(words));
    this.bits = new Uint32Array(size);
    this.mask = size * 32 - 1;
  }

  add(key: string): void {
    this.addHashes(hashesOf(key));
  }

  addHashes(hashes: Hashes): void {
    let [at, step] = hashes;
    for (let probe = 0; probe < probes; probe++) {
      const bit = at & this.mask;
      this.bits[bit >>> 5]! |= 1 << (bit & 31);
      at = (at + step) | 0;
      step = (step + probe) | 0;
    }
  }

  /** False: certainly never added. */
  mayHold(key: string): boolean {
    let [at, step] = hashesOf(key);
    for (let probe = 0; probe < probes; probe++) {
      const bit = at & this.mask;
      if ((this.bits[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
      at = (at + step) | 0;
      step = (step + probe) | 0;
    }
    return true;
  }
}

export type Hashes = readonly [number, number];

/** Two hashes of one pass; all probes derive from them. */
export function hashesOf(key: string): Hashes {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15);
  }
  return [mixed(a), mixed(b) | 1];
}

/** Lets every bit of a hash depend on every other one. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
