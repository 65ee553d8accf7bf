/**
 * The exchange inside one process: a checkpointed subscription on the log. A message is
 * delivered again after a crash, never lost; handlers have one effect however often they run.
 */
import {
  topicOf,
  type EventLog,
  type Exchange,
  type Published,
  type Recorded,
  type Subscription,
} from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Stands in the table of checkpoints for whoever has none. */
const everybody = '*';

const retryMsMin = 100;
const retryMsMax = 10_000;

/** Which context publishes an event type; types nobody publishes are not delivered. */
export type Publications = ReadonlyMap<string, string>;

export async function migrateLocalExchange(pool: Pool): Promise<void> {
  // One message is one transaction; the lock keeps processes that start together apart.
  await pool.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('migrate exchange', 0));
    CREATE SCHEMA IF NOT EXISTS exchange;
    CREATE TABLE IF NOT EXISTS exchange.checkpoints (
      consumer text PRIMARY KEY,
      position bigint NOT NULL,
      failure text
    );`);
}

export class LocalExchange implements Exchange {
  private readonly stopping = new AbortController();
  private readonly consumers = new Map<string, Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly pool: Pool,
    private readonly publications: Publications,
  ) {}

  async subscribe(subscription: Subscription): Promise<void> {
    const { consumer } = subscription;
    if (this.consumers.has(consumer)) throw new Error(`${consumer} is subscribed already`);
    this.consumers.set(consumer, this.supervise(subscription));
  }

  async positionOf(consumer: string): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string | null }>(
      'SELECT max(position) AS position FROM exchange.checkpoints WHERE consumer IN ($1, $2)',
      [consumer, everybody],
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  async beginAt(position: bigint): Promise<void> {
    await this.checkpoint(everybody, position);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.consumers.values());
  }

  /** Begins again from the checkpoint whatever happened, less and less eagerly. */
  private async supervise(subscription: Subscription): Promise<void> {
    const { signal } = this.stopping;
    let pause = retryMsMin;
    while (!signal.aborted) {
      try {
        await this.deliver(subscription, () => (pause = retryMsMin));
        // A feed that ends by itself must not be asked again and again without a pause.
        if (!signal.aborted) throw new Error('The feed of the log has ended');
      } catch (error) {
        await this.tellFailure(subscription.consumer, error);
        await delay(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(pause * 2, retryMsMax);
      }
    }
  }

  private async deliver(
    { consumer, topic, types, handle }: Subscription,
    onProgress: () => void,
  ): Promise<void> {
    const published = types.filter((type) => this.topicOfType(type) === topic);
    const after = await this.positionOf(consumer);
    const feed = this.log.feed({ after, types: published, signal: this.stopping.signal });
    for await (const { events, through } of feed) {
      for (const event of events) {
        await handle(publishedFrom(event, topic));
        // After each message: a crash repeats one message, not a page of them.
        await this.checkpoint(consumer, event.position);
        if (this.stopping.signal.aborted) return;
      }
      if (events.length === 0 || through > events.at(-1)!.position) {
        await this.checkpoint(consumer, through);
      }
      onProgress();
    }
  }

  private topicOfType(type: string): string | undefined {
    const context = this.publications.get(type);
    return context && topicOf(context);
  }

  private async checkpoint(consumer: string, position: bigint): Promise<void> {
    await this.pool.query(
      `INSERT INTO exchange.checkpoints (consumer, position) VALUES ($1, $2)
       ON CONFLICT (consumer) DO UPDATE
       SET position = greatest(exchange.checkpoints.position, $2), failure = NULL`,
      [consumer, position],
    );
  }

  /** For operators; the message of an error carries no personal data by the rules of the house. */
  private async tellFailure(consumer: string, error: unknown): Promise<void> {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await this.pool
      .query(
        `INSERT INTO exchange.checkpoints (consumer, position, failure) VALUES ($1, 0, $2)
         ON CONFLICT (consumer) DO UPDATE SET failure = $2`,
        [consumer, failure.slice(0, 500)],
      )
      .catch(() => undefined);
  }
}

const publishedFrom = (event: Recorded, topic: string): Published => ({
  id: event.id,
  topic,
  key: event.stream,
  type: event.type,
  version: event.version,
  at: event.at,
  by: event.by,
  data: event.data,
  position: event.position,
  context: event.context,
});
