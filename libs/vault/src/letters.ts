/**
 * Texts that must wait beside the log for a while, e.g. messages that nobody could handle yet. They
 * are sealed: under the key of the person they tell of, so that they go when that person is
 * erased, else under a key of the day, which is destroyed when they have waited long enough.
 */
import { createHmac } from 'node:crypto';
import { decrypt, encrypt } from './cipher';
import type { Vault } from './vault';

/** Whose key, or of which day; and the text under it. */
export type SealedLetter = Readonly<{ by: string; text: string }>;

const prefix = 'letters-';
const namingKey = `${prefix}names`;
const dayKey = (at: number) => prefix + new Date(at).toISOString().slice(0, 10);
const dayMs = 24 * 3_600_000;
/** 80 bits: no two of what waits at any time are called the same. */
const nameLength = 20;

export class Letters {
  constructor(
    private readonly vault: Vault,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param bound what the letter belongs to; it opens nowhere else. @param person null: unknown */
  async seal(text: string, bound: string, person: string | null): Promise<SealedLetter> {
    // Of whom was erased nothing can be sealed; what is told of them by then waits its days.
    const candidates = [...(person === null ? [] : [person]), dayKey(this.now())];
    for (const by of candidates) {
      const key = (await this.vault.keysOf([by], { create: true })).get(by);
      if (key) return { by, text: encrypt(key, text, bound) };
    }
    throw new Error('The key of this day is destroyed already: is the clock right?');
  }

  /** Null once its key is destroyed. @throws when it was changed or belongs elsewhere */
  async open({ by, text }: SealedLetter, bound: string): Promise<string | null> {
    const key = (await this.vault.keysOf([by])).get(by);
    return key ? decrypt(key, text, bound) : null;
  }

  /**
   * What to call something by that must not be written down, e.g. an account number: the same for
   * the same words, and telling nothing to whoever has not got the keys.
   */
  async nameOf(words: string): Promise<string> {
    const key = (await this.vault.keysOf([namingKey], { create: true })).get(namingKey)!;
    return nameBy(key, words).slice(0, nameLength);
  }

  /**
   * The same of what is somebody's: it tells nothing to anybody once that person is erased. Null
   * of whom was erased.
   */
  async nameUnder(person: string, words: string): Promise<string | null> {
    const key = (await this.vault.keysOf([person], { create: true })).get(person);
    return key ? nameBy(key, `name ${words}`) : null;
  }

  /**
   * Destroys the keys of days longer ago.
   * @param giveUp told which, before: with a key it is gone that its letters are to be given up
   * @returns what is sealed by these is unreadable now
   */
  async expire(
    olderThanDays: number,
    giveUp: (days: readonly string[]) => Promise<unknown> = async () => undefined,
  ): Promise<readonly string[]> {
    const last = dayKey(this.now() - olderThanDays * dayMs);
    const days = (await this.vault.idsLike(`${prefix}____-__-__`)).filter((id) => id < last);
    if (days.length > 0) await giveUp(days);
    await this.vault.destroy(days);
    return days;
  }
}

const nameBy = (key: Buffer, words: string): string =>
  createHmac('sha256', key).update(words).digest('hex');
