/**
 * How far subscribers got with nothing in it for them: written down a moment later, for all of
 * them together. What a crash loses of it is read again and passed over again.
 */
import { setTimeout as delay } from 'node:timers/promises';

const noteMs = 200;

export class PassedOver<Note> {
  private readonly notes = new Map<string, Note>();
  private readonly stopping = new AbortController();
  private noting: Promise<void> | undefined;

  /** @param write writes them down, or throws while that is not possible */
  constructor(private readonly write: (notes: readonly Note[]) => Promise<void>) {}

  /** @param key whose note it is; takes the place of an earlier one */
  pass(key: string, note: Note): void {
    this.notes.set(key, note);
    this.noting ??= this.writeDown();
  }

  /** What is noted of it already stays. */
  forget(key: string): void {
    this.notes.delete(key);
  }

  /** Writes down what is left, if that is possible. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.noting;
  }

  private async writeDown(): Promise<void> {
    const { signal } = this.stopping;
    while (this.notes.size > 0) {
      await delay(noteMs, undefined, { signal }).catch(() => undefined);
      const some = [...this.notes];
      const isWritten = await this.write(some.map(([, note]) => note)).then(
        () => true,
        () => false, // the next time, perhaps
      );
      for (const [key, note] of isWritten ? some : []) {
        if (this.notes.get(key) === note) this.notes.delete(key);
      }
      if (signal.aborted) break;
    }
    this.noting = undefined;
  }
}
