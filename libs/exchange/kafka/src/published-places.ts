/** What the publisher keeps beside the log: how far it is, and what is to be sent once more. */
import { unsynced } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { everybody, placeName, publisher, type Place, type Reached } from './place';

/** The same is not asked for again before it can have come. */
const askAgainAfterMs = 60_000;

export class PublishedPlaces {
  /** What was asked for again, and when. */
  private readonly asked = new Map<string, Readonly<{ position: bigint; atMs: number }>>();

  constructor(private readonly pool: Pool) {}

  async through(): Promise<bigint> {
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
  async record(
    through: bigint,
    last: readonly Readonly<{ topic: string; partition: number; position: bigint }>[],
  ): Promise<void> {
    // One statement, one transaction: neither is ever true without the other.
    await this.pool.query(
      `WITH ${unsynced}, places AS (
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

  async tellFailure(failure: string): Promise<void> {
    await this.pool
      .query(
        `INSERT INTO exchange.publisher (name, position, failure) VALUES ($1, 0, $2)
         ON CONFLICT (name) DO UPDATE SET failure = $2`,
        [publisher, failure],
      )
      .catch(() => undefined);
  }

  /** Consumers that have not come to the last that was published, and where they stand. */
  async waiting(): Promise<readonly Reached[]> {
    const { rows } = await this.pool.query<Place & { position: string }>(
      `SELECT consumer, topic, partition, position FROM (
         SELECT c.consumer, p.topic, p.partition, p.position AS last,
           greatest(c.through, everybody.through, i.position) AS position
         FROM exchange.consumers c
         JOIN exchange.published p USING (topic)
         LEFT JOIN exchange.inbox i USING (consumer, topic, partition)
         LEFT JOIN exchange.consumers everybody ON everybody.consumer = $1) places
       WHERE last > position`,
      [everybody],
    );
    return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
  }

  /** Has the publisher send again what lies behind that place. */
  async askAgain(place: Reached): Promise<void> {
    const name = placeName(place);
    const last = this.asked.get(name);
    const now = performance.now();
    if (last?.position === place.position && now - last.atMs < askAgainAfterMs) return;
    await this.pool.query(
      `UPDATE exchange.publisher SET again_from = least(again_from, $2)
       WHERE name = $1 AND position > $2`,
      [publisher, place.position],
    );
    this.asked.set(name, { position: place.position, atMs: now });
  }

  async isAskedAgain(): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'SELECT FROM exchange.publisher WHERE name = $1 AND again_from < position',
      [publisher],
    );
    return rowCount === 1;
  }

  /** From where to publish: where the last publisher stood, or before where somebody asked. */
  async begin(): Promise<Readonly<{ after: bigint; isAgain: boolean }>> {
    const { rows } = await this.pool.query<{ after: string; again: boolean }>(
      `WITH was AS (SELECT * FROM exchange.publisher WHERE name = $1 FOR UPDATE),
       back AS (
         UPDATE exchange.publisher p SET position = least(p.position, p.again_from),
           again_from = NULL
         FROM was WHERE p.name = was.name
         RETURNING p.position, was.position > p.position AS again),
       places AS (
         UPDATE exchange.published SET position = back.position
         FROM back WHERE exchange.published.position > back.position)
       SELECT position AS after, again FROM back`,
      [publisher],
    );
    return { after: BigInt(rows[0]?.after ?? 0), isAgain: rows[0]?.again ?? false };
  }

  /** The last position on each partition, by the name of the place. */
  async last(): Promise<Map<string, bigint>> {
    const { rows } = await this.pool.query<Omit<Place, 'consumer'> & { position: string }>(
      'SELECT topic, partition, position FROM exchange.published',
    );
    return new Map(rows.map((row) => [placeName(row), BigInt(row.position)]));
  }
}
