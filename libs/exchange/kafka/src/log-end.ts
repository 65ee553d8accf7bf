/**
 * Where the log ends. A position beyond it stands on a topic only because somebody else wrote
 * there: whoever believed it would take everything that comes for repetitions of what it handled.
 */
import type { EventLog } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';

/** A log on several servers may tell late what it has given out already. */
const askAgainAfterMs = [50, 250, 1_000];

export class LogEnd {
  private known = 0n;

  constructor(private readonly log: Pick<EventLog, 'head'>) {}

  /** Asks the log only about what is further than it was known to reach. */
  async isBeyond(position: bigint): Promise<boolean> {
    if (position > this.known) await this.ask();
    for (const ms of askAgainAfterMs) {
      if (position <= this.known) return false;
      await delay(ms);
      await this.ask();
    }
    return position > this.known;
  }

  /** It may end earlier than it did: an older backup of it is put back at times. */
  forget(): void {
    this.known = 0n;
  }

  private async ask(): Promise<void> {
    const head = await this.log.head();
    if (head > this.known) this.known = head;
  }
}
