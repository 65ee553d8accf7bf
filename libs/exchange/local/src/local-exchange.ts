/**
 * The exchange inside one process: a checkpointed subscription on the log. A message is
 * delivered again after a crash, never lost; handlers have one effect however often they run.
 */
import {
  Poison,
  publishedFrom,
  topicOf,
  type DiscardedKey,
  type EventLog,
  type Exchange,
  type ParkedKey,
  type ParkedKeys,
  type Published,
  type Recorded,
  type SubscriberState,
  type Subscription,
  type Watched,
} from '@taizhang/kernel';
import {
  ParkingLot,
  noting,
  reasonOf,
  RetryRound,
  type Queryable,
} from '@taizhang/exchange/parking';
import { Together } from '@taizhang/platform/database';
import { PassedOver, Vitals, watchedLog } from '@taizhang/platform/subscribers';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Stands in the table of checkpoints for whoever has none. */
const everybody = '*';

const retryMsMin = 100;
const retryMsMax = 10_000;

/** Which context publishes an event type; types nobody publishes are not delivered. */
export type Publications = ReadonlyMap<string, string>;

type Reached = readonly [consumer: string, position: bigint];

/** Of places that share a statement: one that somebody holds must not hold up the others. */
const isFree = `
  reached.consumer IN (
    SELECT c.consumer FROM exchange.checkpoints c JOIN reached USING (consumer)
    FOR UPDATE OF c SKIP LOCKED)
  OR NOT EXISTS (
    SELECT FROM exchange.checkpoints c WHERE c.consumer = reached.consumer)`;

export type LocalExchangeOptions = Readonly<{
  /** Why a message does not fit its contract, undefined when it does. */
  check?: (message: Published) => string | undefined;
  /** A log that gives nothing for so long although it holds more is asked anew. */
  silenceMsMax?: number;
}>;

export class LocalExchange implements Exchange, ParkedKeys, Watched {
  private readonly stopping = new AbortController();
  private readonly consumers = new Map<string, Promise<void>>();
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly vitals = new Map<string, Vitals>();
  private readonly passed: PassedOver<Reached>;
  /** Consumers that are done with a message at the same time write it down together. */
  private readonly recording: Together<Reached, boolean>;
  private readonly lot: ParkingLot;
  private readonly retries: RetryRound;

  constructor(
    private readonly log: EventLog,
    private readonly pool: Pool,
    private readonly publications: Publications,
    private readonly options: LocalExchangeOptions = {},
  ) {
    this.lot = new ParkingLot(pool);
    this.recording = new Together((reached) => this.noteFree(reached));
    this.passed = new PassedOver(async (reached) => {
      // An older backup may have been put back since: what comes there is another event.
      const head = await this.log.head();
      const noted = await this.noteFree(reached.filter(([, position]) => position <= head));
      if (noted.includes(false)) throw new Error('Somebody holds where a consumer stands');
    });
    this.retries = new RetryRound(
      this.lot,
      () => this.subscriptions.keys(),
      (consumer, key) => this.drain(consumer, key),
      // The database is away: what is wanted is wanted still when it is back.
      () => undefined,
    );
    // Each consumer listens to it.
    setMaxListeners(0, this.stopping.signal);
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const { consumer } = subscription;
    if (this.consumers.has(consumer)) throw new Error(`${consumer} is subscribed already`);
    this.subscriptions.set(consumer, subscription);
    this.vitals.set(consumer, new Vitals(consumer, 'consumer'));
    this.consumers.set(consumer, this.supervise(subscription));
  }

  /** There is no topic here: facts come over HTTP. */
  async subscribeInbound(): Promise<void> {}

  async parked(): Promise<readonly ParkedKey[]> {
    return this.lot.list();
  }

  async retry(consumer: string, key?: string): Promise<void> {
    if (key !== undefined && this.subscriptions.has(consumer)) await this.drain(consumer, key);
    else await this.lot.request(consumer, key);
  }

  async discard(consumer: string, key: string, why: { by: string; reason: string }) {
    return this.lot.discard(consumer, key, why);
  }

  async discarded(): Promise<readonly DiscardedKey[]> {
    return this.lot.discarded();
  }

  async subscribers(): Promise<readonly SubscriberState[]> {
    return [...this.vitals.values()].map((vitals) => vitals.state());
  }

  async positionOf(consumer: string): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string | null }>(
      'SELECT max(position) AS position FROM exchange.checkpoints WHERE consumer IN ($1, $2)',
      [consumer, everybody],
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  async beginAt(position: bigint): Promise<void> {
    await this.pool.query(
      `INSERT INTO exchange.checkpoints (consumer, position) VALUES ($1, $2)
       ON CONFLICT (consumer) DO UPDATE
       SET position = greatest(exchange.checkpoints.position, $2)`,
      [everybody, position],
    );
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.retries.stop(), ...this.consumers.values()]);
    await this.passed.stop();
  }

  private async drain(consumer: string, key: string): Promise<void> {
    const subscription = this.subscriptions.get(consumer)!;
    await this.lot.drain(consumer, key, async ({ id, topic }) => {
      const event = (await this.log.readStream(key)).find((recorded) => recorded.id === id);
      if (!event) throw new Error(`Event ${id} is not in stream ${key} of the log`);
      await this.handleChecked(subscription, publishedFrom(event, topic));
    });
  }

  /** The log has looked at the contract; not so where somebody wrote past it, or a newer build. */
  private async handleChecked({ handle }: Subscription, published: Published): Promise<void> {
    const misfit = this.options.check?.(published);
    if (misfit !== undefined) throw new Poison(`contract: ${misfit}`);
    await handle(published);
  }

  /** Begins again from the checkpoint whatever happened, less and less eagerly. */
  private async supervise(subscription: Subscription): Promise<void> {
    const { signal } = this.stopping;
    let pause = retryMsMin;
    while (!signal.aborted) {
      try {
        await this.deliver(subscription, () => (pause = retryMsMin));
      } catch (error) {
        await this.tellFailure(subscription.consumer, error);
        await delay(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(pause * 2, retryMsMax);
      }
    }
  }

  private async deliver(subscription: Subscription, onProgress: () => void): Promise<void> {
    const { consumer, topic, types } = subscription;
    const published = types.filter((type) => this.topicOfType(type) === topic);
    const after = await this.positionOf(consumer);
    const vitals = this.vitals.get(consumer)!;
    const { silenceMsMax } = this.options;
    const log = watchedLog(this.log, {
      ...(silenceMsMax !== undefined && { silenceMsMax }),
      onRestart: (why) => vitals.restarted(why),
    });
    const feed = log.feed({ after, types: published, signal: this.stopping.signal });
    for await (const { events, through } of feed) {
      for (const event of events) {
        await this.deliverOne(subscription, event);
        if (this.stopping.signal.aborted) return;
      }
      if (events.length === 0 || through > events.at(-1)!.position) {
        this.passed.pass(consumer, [consumer, through]);
      }
      vitals.progress(through);
      onProgress();
    }
  }

  private async deliverOne(subscription: Subscription, event: Recorded): Promise<void> {
    const { consumer, topic } = subscription;
    await this.lot.deliver({
      consumer,
      letter: { id: event.id, type: event.type, topic, key: event.stream },
      handle: () => this.handleChecked(subscription, publishedFrom(event, topic)),
      // After each message: a crash repeats one message, not a page of them.
      record: (database) => this.record([consumer, event.position], database),
    });
  }

  private topicOfType(type: string): string | undefined {
    const context = this.publications.get(type);
    return context && topicOf(context);
  }

  private async record(reached: Reached, database?: Queryable): Promise<void> {
    // Waits for whoever holds the place; the others, with whom it was asked, need not.
    if (database || !(await this.recording.ask(reached))) {
      await this.note(database ?? this.pool, [reached]);
    }
  }

  /** Not synced to disk: what a crash loses is read again, and has its effect once. */
  private async note(
    database: Queryable,
    reached: readonly Reached[],
    which = 'TRUE',
  ): Promise<string[]> {
    const { rows } = await database.query<{ consumer: string }>(
      `${noting}, reached AS (
         SELECT * FROM unnest($1::text[], $2::bigint[]) AS reached(consumer, position))
       INSERT INTO exchange.checkpoints (consumer, position)
       SELECT consumer, position FROM noting, reached WHERE ${which}
       ON CONFLICT (consumer) DO UPDATE
       SET position = greatest(exchange.checkpoints.position, excluded.position), failure = NULL
       RETURNING consumer`,
      [reached.map(([consumer]) => consumer), reached.map(([, position]) => String(position))],
    );
    return rows.map(({ consumer }) => consumer);
  }

  /** Answers for each whether it is noted: not where somebody holds the row. */
  private async noteFree(reached: readonly Reached[]): Promise<boolean[]> {
    const noted = new Set(await this.note(this.pool, reached, isFree));
    return reached.map(([consumer]) => noted.has(consumer));
  }

  /** For operators; the message of an error carries no personal data by the rules of the house. */
  private async tellFailure(consumer: string, error: unknown): Promise<void> {
    this.vitals.get(consumer)!.failed(error, reasonOf(error));
    // Noted later, it would say that nothing fails.
    this.passed.forget(consumer);
    await this.pool
      .query(
        `${noting}
         INSERT INTO exchange.checkpoints (consumer, position, failure)
         SELECT $1::text, 0, $2::text FROM noting
         ON CONFLICT (consumer) DO UPDATE SET failure = excluded.failure`,
        [consumer, reasonOf(error)],
      )
      .catch(() => undefined);
  }
}
