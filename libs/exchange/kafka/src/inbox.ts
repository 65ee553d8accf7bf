/** What consumers have handled, beside the read models and not in Kafka: offsets are a cache. */
import type { Queryable } from '@taizhang/exchange/parking';
import type { Pool } from 'pg';

export type Place = Readonly<{ consumer: string; topic: string; partition: number }>;
/** Everything on the partition up to the position is done with. */
export type Reached = Place & Readonly<{ position: bigint }>;

const publisher = 'kafka';
/** Stands among the consumers for all who have no place of their own yet. */
const everybody = '*';

/** Part of a statement that need not have reached the disk when it is answered. */
const unsynced = `WITH unsynced AS (SELECT set_config('synchronous_commit', 'off', true))`;

export class Inbox {
  constructor(private readonly pool: Pool) {}

  async enter(consumer: string, topic: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO exchange.consumers (consumer, topic, through)
       SELECT $1, $2, coalesce(
         (SELECT max(position) FROM exchange.checkpoints WHERE consumer IN ($1, $3)), 0)
       ON CONFLICT (consumer) DO UPDATE SET topic = $2`,
      [consumer, topic, everybody],
    );
  }

  /** Up to where everything on the partition was handled. */
  async doneThrough({ consumer, topic, partition }: Place): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>(
      `SELECT greatest(
         (SELECT max(through) FROM exchange.consumers WHERE consumer IN ($1, $4)),
         (SELECT position FROM exchange.inbox
          WHERE consumer = $1 AND topic = $2 AND partition = $3), 0) AS position`,
      [consumer, topic, partition, everybody],
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  /**
   * What of each place is done with. Not synced to disk: what a crash loses is delivered again, and
   * has its effect once.
   */
  async record(reached: readonly Reached[], database: Queryable = this.pool): Promise<void> {
    await database.query(
      `${unsynced}
       INSERT INTO exchange.inbox (consumer, topic, partition, position)
       SELECT reached.* FROM unsynced,
         unnest($1::text[], $2::text[], $3::int[], $4::bigint[]) AS reached
       ON CONFLICT (consumer, topic, partition) DO UPDATE
       SET position = greatest(exchange.inbox.position, excluded.position)`,
      [
        reached.map(({ consumer }) => consumer),
        reached.map(({ topic }) => topic),
        reached.map(({ partition }) => partition),
        reached.map(({ position }) => String(position)),
      ],
    );
  }

  /** Where everybody begins who has handled nothing yet; never moves back. */
  async beginAt(position: bigint): Promise<void> {
    await this.pool.query(
      `INSERT INTO exchange.consumers (consumer, topic, through) VALUES ($1, '', $2)
       ON CONFLICT (consumer) DO UPDATE SET through = greatest(exchange.consumers.through, $2)`,
      [everybody, position],
    );
  }

  /** The publisher's place when all that the topic holds was handled; else before the first gap. */
  async positionOf(consumer: string): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>(
      `WITH begun AS (
         SELECT max(through) AS through, max(topic) AS topic
         FROM exchange.consumers WHERE consumer IN ($1, $3)),
       gap AS (
         SELECT min(coalesce(i.position, 0)) AS position
         FROM begun, exchange.published p LEFT JOIN exchange.inbox i
           ON i.consumer = $1 AND i.topic = p.topic AND i.partition = p.partition
         WHERE p.topic = begun.topic AND p.position > greatest(begun.through, i.position))
       SELECT greatest(begun.through, coalesce(gap.position,
         (SELECT position FROM exchange.publisher WHERE name = $2 AND begun.topic <> ''), 0))
         AS position
       FROM begun, gap`,
      [consumer, publisher, everybody],
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  /** For operators: why a consumer does not get on, null when it does. */
  async tellFailure(consumer: string, failure: string | null): Promise<void> {
    await this.pool
      .query(
        `UPDATE exchange.consumers SET failure = $2
         WHERE consumer = $1 AND failure IS DISTINCT FROM $2`,
        [consumer, failure],
      )
      .catch(() => undefined);
  }

  async published(): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>(
      'SELECT position FROM exchange.publisher WHERE name = $1',
      [publisher],
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  /**
   * How far the log is published, and the last position on each partition. Not synced to disk: what
   * a crash loses is published again.
   */
  async recordPublished(
    through: bigint,
    last: readonly Readonly<{ topic: string; partition: number; position: bigint }>[],
  ): Promise<void> {
    // One statement, one transaction: neither is ever true without the other.
    await this.pool.query(
      `${unsynced}, places AS (
         INSERT INTO exchange.published (topic, partition, position)
         SELECT * FROM unnest($2::text[], $3::int[], $4::bigint[])
         ON CONFLICT (topic, partition) DO UPDATE
         SET position = greatest(exchange.published.position, excluded.position))
       INSERT INTO exchange.publisher (name, position) SELECT $1, $5::bigint FROM unsynced
       ON CONFLICT (name) DO UPDATE
       SET position = greatest(exchange.publisher.position, excluded.position), failure = NULL`,
      [
        publisher,
        last.map(({ topic }) => topic),
        last.map(({ partition }) => partition),
        last.map(({ position }) => position),
        through,
      ],
    );
  }

  async tellPublisherFailure(failure: string): Promise<void> {
    await this.pool
      .query(
        `INSERT INTO exchange.publisher (name, position, failure) VALUES ($1, 0, $2)
         ON CONFLICT (name) DO UPDATE SET failure = $2`,
        [publisher, failure],
      )
      .catch(() => undefined);
  }

  /** @param ids that the fact may be remembered by: its name, and its own id as of old */
  async isFactHandled(consumer: string, source: string, ids: readonly string[]): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM exchange.inbound_handled WHERE consumer = $1 AND source = $2 AND id = ANY($3)`,
      [consumer, source, ids],
    );
    return rowCount === 1;
  }

  async recordFact(consumer: string, source: string, id: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO exchange.inbound_handled (consumer, source, id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [consumer, source, id],
    );
  }

  /**
   * Forgets facts that were handled so long ago that no sender tells them again, a portion at a
   * time. @returns how many were forgotten
   */
  async forgetFacts(olderThanDays: number, portion = 10_000): Promise<number> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM exchange.inbound_handled WHERE ctid = ANY (ARRAY (
         SELECT ctid FROM exchange.inbound_handled
         WHERE handled_at < now() - make_interval(days => $1) LIMIT $2))`,
      [olderThanDays, portion],
    );
    return rowCount ?? 0;
  }
}
