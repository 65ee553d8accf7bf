/** Sees, in the process that runs a consumer, that somebody elsewhere wants a key tried again. */
import type { ParkingLot } from './parking-lot';

/** How soon it is seen. */
const lookMs = 1_000;

export class RetryRound {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly lot: ParkingLot,
    /** The consumers that run here at this moment. */
    private readonly consumers: () => Iterable<string>,
    private readonly drain: (consumer: string, key: string) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.schedule();
  }

  /** Waits for what is being tried. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch(this.onFailure)
        .finally(() => !this.stopped && this.schedule());
    }, lookMs).unref();
  }

  private async look(): Promise<void> {
    for (const consumer of this.consumers()) {
      for (const key of await this.lot.requested(consumer)) {
        if (this.stopped) return;
        // What is wanted is wanted still at the next look; the others need not wait for it.
        await this.drain(consumer, key).catch(this.onFailure);
      }
    }
  }
}
