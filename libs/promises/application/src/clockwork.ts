/** Looks at the clock again and again, one look at a time, until it is stopped. */

/** How often the clock is looked at: a missed promise shows within this time. */
const tickMs = 2_000;

export class Clockwork {
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tick: () => Promise<unknown>,
    private readonly onFailure: (error: Error) => void,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.ticking = this.tick()
        .catch(this.onFailure)
        .then(() => void (this.timer && this.start()));
    }, tickMs);
  }

  /** Waits for the look in progress. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.ticking;
  }
}
