/** What consumers have handled, beside the read models and not in Kafka: offsets are a cache. */
import { noting, type Queryable } from '@taizhang/exchange/parking';
import { Together } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import { everybody, placeName, publisher, type Place, type Reached } from './place';

/** Of places that share a statement: one that somebody holds must not hold up the others. */
const isFree = `
  (reached.consumer, reached.topic, reached.partition) IN (
    SELECT i.consumer, i.topic, i.partition
    FROM exchange.inbox i JOIN reached USING (consumer, topic, partition)
    FOR UPDATE OF i SKIP LOCKED)
  OR NOT EXISTS (
    SELECT FROM exchange.inbox i WHERE i.consumer = reached.consumer
      AND i.topic = reached.topic AND i.partition = reached.partition)`;

export class Inbox {
  private readonly asking = new Together((places: readonly Place[]) => this.doneThroughAt(places));
  private readonly recording = new Together((reached: readonly Reached[]) =>
    this.writeFree(reached),
  );

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
  doneThrough(place: Place): Promise<bigint> {
    return this.asking.ask(place);
  }

  /**
   * What of a place is done with. Not synced to disk: what a crash loses is delivered again, and
   * has its effect once.
   * @param database within whose transaction it is written; else shared with others who record
   */
  async record(reached: Reached, database?: Queryable): Promise<void> {
    // Waits for whoever holds the place; the others, with whom it was asked, need not.
    if (database || !(await this.recording.ask(reached))) {
      await this.write([reached], database ?? this.pool);
    }
  }

  /** The same of many places. @throws when somebody holds one of them; the others are noted then */
  async recordAll(reached: readonly Reached[]): Promise<void> {
    const recorded = await Promise.all(reached.map((one) => this.recording.ask(one)));
    if (recorded.includes(false)) throw new Error('Somebody holds where a consumer stands');
  }

  private async doneThroughAt(places: readonly Place[]): Promise<bigint[]> {
    const { rows } = await this.pool.query<{ position: string }>(
      `SELECT greatest(
         (SELECT max(through) FROM exchange.consumers WHERE consumer IN (place.consumer, $4)),
         (SELECT position FROM exchange.inbox i
          WHERE i.consumer = place.consumer AND i.topic = place.topic
            AND i.partition = place.partition), 0) AS position
       FROM unnest($1::text[], $2::text[], $3::int[])
         WITH ORDINALITY AS place(consumer, topic, partition, number)
       ORDER BY number`,
      [...columnsOf(places), everybody],
    );
    return rows.map(({ position }) => BigInt(position));
  }

  /** @returns the places that were written */
  private async write(
    reached: readonly Reached[],
    database: Queryable,
    which = 'TRUE',
  ): Promise<Place[]> {
    const furthest = furthestOf(reached);
    const { rows } = await database.query<Place>(
      `${noting}, reached AS (
         SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[])
           AS reached(consumer, topic, partition, position))
       INSERT INTO exchange.inbox (consumer, topic, partition, position)
       SELECT reached.* FROM noting, reached WHERE ${which}
       ON CONFLICT (consumer, topic, partition) DO UPDATE
       SET position = greatest(exchange.inbox.position, excluded.position)
       RETURNING consumer, topic, partition`,
      [...columnsOf(furthest), furthest.map(({ position }) => String(position))],
    );
    return rows;
  }

  /** Answers for each whether it is written: not where somebody holds the row. */
  private async writeFree(reached: readonly Reached[]): Promise<boolean[]> {
    const written = new Set((await this.write(reached, this.pool, isFree)).map(placeName));
    return reached.map((place) => written.has(placeName(place)));
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

const columnsOf = (places: readonly Place[]) => [
  places.map(({ consumer }) => consumer),
  places.map(({ topic }) => topic),
  places.map(({ partition }) => partition),
];

/** One for each place: a statement can write a row only once. */
function furthestOf(reached: readonly Reached[]): readonly Reached[] {
  const furthest = new Map<string, Reached>();
  for (const one of reached) {
    const known = furthest.get(placeName(one));
    if (!known || one.position > known.position) furthest.set(placeName(one), one);
  }
  return [...furthest.values()];
}
