/**
 * A reader that follows the log through every kill. What it saw must be what the log holds in the
 * end: nothing slipped in behind it, and nothing it was shown is gone after a recovery.
 */
import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 40;

export class Follower {
  readonly ids: string[] = [];
  private position = 0n;
  private isOver = false;
  private following: Promise<void> = Promise.resolve();

  constructor(private readonly where: () => string | undefined) {}

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
      const url = this.where();
      const isLast = this.isOver;
      const reached = url === undefined ? false : await this.session(url, isLast);
      if (isLast && reached) return;
      await delay(pollMs);
    }
  }

  /** Reads until the connection is lost; true when it came to the end of the log. */
  private async session(url: string, isLast: boolean): Promise<boolean> {
    const settings = { connectionTimeoutMillis: 3_000, query_timeout: 3_000 };
    const client = new pg.Client({ connectionString: url, ...settings });
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (;;) {
        const { rows } = await client.query<{ position: string; id: string }>(
          'SELECT position, id FROM ledger.events WHERE position > $1 ORDER BY position LIMIT 5000',
          [String(this.position)],
        );
        this.ids.push(...rows.map(({ id }) => id));
        this.position = BigInt(rows.at(-1)?.position ?? this.position);
        if (rows.length > 0) continue;
        if (isLast) return true;
        if (this.isOver) return false;
        await delay(pollMs);
      }
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
