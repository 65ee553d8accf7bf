/**
 * A reader that follows the log through every kill. What it saw must be what the log holds in the
 * end: nothing slipped in behind it, and nothing it was shown is gone after a recovery.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenLog } from './log-reader';

const pollMs = 40;

export class Follower {
  readonly ids: string[] = [];
  private position = 0n;
  private isOver = false;
  private following: Promise<void> = Promise.resolve();

  constructor(private readonly open: OpenLog) {}

  start(): void {
    this.following = this.follow();
  }

  /** Reads on to the end of the log, then stops. */
  async finish(): Promise<void> {
    this.isOver = true;
    await this.following;
  }

  private async follow(): Promise<void> {
    for (;;) {
      const isLast = this.isOver;
      const reached = await this.session(isLast).catch(() => false);
      if (isLast && reached) return;
      await delay(pollMs);
    }
  }

  /** Reads until the connection is lost; true when it came to the end of the log. */
  private async session(isLast: boolean): Promise<boolean> {
    const reader = await this.open();
    try {
      for (;;) {
        const events = await reader.after(this.position);
        this.ids.push(...events.map(({ id }) => id));
        this.position = events.at(-1)?.position ?? this.position;
        if (events.length > 0) continue;
        if (isLast) return true;
        if (this.isOver) return false;
        await delay(pollMs);
      }
    } finally {
      await reader.close();
    }
  }
}
