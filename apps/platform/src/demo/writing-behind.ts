/** Writes slices one after the other while the next ones are being decided. */

const aheadMax = 8;

export class WritingBehind {
  private readonly waiting: Promise<void>[] = [];
  private last: Promise<void> = Promise.resolve();

  /** Resolves when there is room for another slice. @throws what writing an earlier one threw */
  async add(write: () => Promise<void>): Promise<void> {
    this.last = this.last.then(write);
    // Told to whoever waits for it; until then it is nobody's unhandled rejection.
    this.last.catch(() => undefined);
    this.waiting.push(this.last);
    if (this.waiting.length > aheadMax) await this.waiting.shift();
  }

  /** Resolves when everything is written. */
  async finish(): Promise<void> {
    await this.last;
  }
}
