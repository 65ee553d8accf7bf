/**
 * The keys that a process remembers, side by side in one buffer: 48 bytes a person, where a map of
 * strings and buffers takes several times that. What is forgotten is overwritten.
 *
 * A set-associative cache: the hash of an id says in which set of eight places its key may lie, and
 * in a full set one after the other makes room. A key that is not found is read again.
 */
import { hash } from 'node:crypto';

const placesPerSet = 8;
/** A place holds four words of the hash of an id, all of them 0 where it is free, and its key. */
const [markWords, placeWords, wordBytes] = [4, 12, 4] as const;
const setWords = placesPerSet * placeWords;

export class KeyMemory {
  private words = new Int32Array(setWords);
  /** Of each set, which place makes room next. */
  private turns = new Uint8Array(1);
  private count = 0;
  /** Of the id asked for last: the beginning of its SHA-256, which no two ids have in common. */
  private readonly mark = new Int32Array(markWords);
  private readonly markBytes = Buffer.from(this.mark.buffer);

  /** @param keysMax it grows until it has room for so many, and for eight at least */
  constructor(private readonly keysMax: number) {}

  get(id: string): Buffer | undefined {
    const at = this.placeOf(id);
    // A copy: by the time it is used the place may be another's.
    return at === undefined ? undefined : Buffer.from(this.keyAt(at));
  }

  /** @param key of 32 bytes */
  set(id: string, key: Buffer): void {
    const at = this.placeOf(id) ?? this.newPlace();
    this.words.set(this.mark, at);
    this.keyAt(at).set(key);
  }

  delete(id: string): void {
    const at = this.placeOf(id);
    if (at === undefined) return;
    this.words.fill(0, at, at + placeWords);
    this.count--;
  }

  clear(): void {
    this.words.fill(0);
    this.count = 0;
  }

  /** Where the key of an id lies, in words. Leaves the id's mark. */
  private placeOf(id: string): number | undefined {
    this.markBytes.write(hash('sha256', id, 'binary'), 'binary');
    const { words, mark } = this;
    const begin = this.setOf(mark[0]!) * setWords;
    for (let at = begin; at < begin + setWords; at += placeWords) {
      if (words[at] !== mark[0] || words[at + 1] !== mark[1]) continue;
      if (words[at + 2] === mark[2] && words[at + 3] === mark[3]) return at;
    }
    return undefined;
  }

  /** For the id that was asked for last. */
  private newPlace(): number {
    const places = this.turns.length * placesPerSet;
    // Half full already, some of its sets are full.
    if (this.count * 2 > places && places < this.keysMax) this.grow();
    const set = this.setOf(this.mark[0]!);
    const free = this.freePlaceIn(set);
    if (free !== undefined) {
      this.count++;
      return free;
    }
    const turn = this.turns[set]!;
    this.turns[set] = (turn + 1) % placesPerSet;
    return set * setWords + turn * placeWords;
  }

  private freePlaceIn(set: number): number | undefined {
    const begin = set * setWords;
    for (let at = begin; at < begin + setWords; at += placeWords) {
      if (isFree(this.words, at)) return at;
    }
    return undefined;
  }

  /** Every set becomes two, each with room for all that lay in the one. */
  private grow(): void {
    const before = this.words;
    this.words = new Int32Array(before.length * 2);
    this.turns = new Uint8Array(this.turns.length * 2);
    for (let from = 0; from < before.length; from += placeWords) {
      if (isFree(before, from)) continue;
      const place = before.subarray(from, from + placeWords);
      this.words.set(place, this.freePlaceIn(this.setOf(place[0]!)));
    }
    before.fill(0);
  }

  private setOf(word: number): number {
    return word & (this.turns.length - 1);
  }

  private keyAt(at: number): Uint8Array {
    const bytes = (placeWords - markWords) * wordBytes;
    return new Uint8Array(this.words.buffer, (at + markWords) * wordBytes, bytes);
  }
}

const isFree = (words: Int32Array, at: number): boolean =>
  (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;
