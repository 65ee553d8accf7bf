/**
 * Parks the sequence, not the message: a message that can never be handled waits for an operator,
 * later ones of its key queue behind it in order, everything else goes on. Nothing is skipped.
 */
import { Poison, type DiscardedKey, type Instant, type ParkedKey } from '@taizhang/kernel';
import { Together, inTransaction } from '@taizhang/platform/database';
import type { Pool, PoolClient } from 'pg';
import { heldMsMax } from './noting';
import { isPoison, reasonOf } from './poison.policy';

export type Queryable = Pick<Pool, 'query'>;

/** A message as the parking lot knows it. */
export type Letter = Readonly<{
  id: string;
  type: string;
  topic: string;
  key: string;
  /** The message itself, where it cannot be found in the log again. */
  raw?: object;
  /** Of that message: a name of whom it is about that tells nothing, and the person if known. */
  about?: string | null;
  person?: string | null;
}>;

/** Keeps what waits unreadable to whoever looks at the database. */
export interface Envelopes {
  seal(text: string, bound: string, person: string | null): Promise<SealedText>;
  /** Null where it can be read no more: it waited too long, or the person was erased. */
  open(sealed: SealedText, bound: string): Promise<string | null>;
}
type SealedText = Readonly<{ by: string; text: string }>;

export type Delivery = Readonly<{
  consumer: string;
  letter: Letter;
  handle(): Promise<void>;
  /** Notes that the message is done with, in the transaction that parks it or by itself. */
  record(database?: Queryable): Promise<void>;
  /** Whose it is, asked where it must wait. */
  describe?(): Promise<Pick<Letter, 'about' | 'person'>>;
  /** Told before a poisoned message is parked. */
  onPoison?(reason: string): Promise<void>;
}>;

type Row = Readonly<{ id: string; type: string; topic: string; raw: SealedText | null }>;
type Place = Readonly<{ consumer: string; key: string }>;

/** Who stands still while it tries a message again gives back its key: others wait for it. */
const stillMsDefault = 60_000;

export class ParkingLot {
  private readonly looking = new Together((places: readonly Place[]) => this.areParked(places));
  /** The last of those that are to be tried again. */
  private draining: Promise<unknown> = Promise.resolve();

  /** @param envelopes needed where messages wait that are not events of the log */
  constructor(
    private readonly pool: Pool,
    private readonly envelopes?: Envelopes,
    private readonly stillMsMax = stillMsDefault,
  ) {}

  /** Handles a message, or puts it where it waits. @throws what may pass by itself */
  async deliver({ consumer, letter, handle, record, describe, onPoison }: Delivery): Promise<void> {
    const described = async () => ({ ...letter, ...(await describe?.()) });
    if (await this.looking.ask({ consumer, key: letter.key })) {
      if (await this.add(consumer, await described(), null, record)) return;
    }
    try {
      await handle();
    } catch (error) {
      if (!isPoison(error)) throw error;
      const reason = reasonOf(error);
      await onPoison?.(reason);
      await this.add(consumer, await described(), reason, record);
      return;
    }
    await record();
  }

  async list(): Promise<readonly ParkedKey[]> {
    const { rows } = await this.patiently((client) =>
      client.query(
        `SELECT DISTINCT ON (consumer, key) consumer, topic, key, id, type, reason,
                to_char(parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
                count(*) OVER keys AS waiting, bool_or(retry_wanted) OVER keys AS "retryWanted"
         FROM exchange.parked WINDOW keys AS (PARTITION BY consumer, key)
         ORDER BY consumer, key, number`,
      ),
    );
    return rows.map(({ at, waiting, reason, ...row }) => ({
      ...row,
      reason: reason ?? 'waits behind a message that was handled since',
      parkedAt: at as Instant,
      waiting: Number(waiting),
    }));
  }

  /** Says that a key, or every one, shall be tried again by whoever runs its consumer. */
  async request(consumer: string, key: string | null = null): Promise<void> {
    await this.patiently((client) =>
      client.query(
        `UPDATE exchange.parked SET retry_wanted = true
         WHERE consumer = $1 AND ($2::text IS NULL OR key = $2)`,
        [consumer, key],
      ),
    );
  }

  /** Gives up what waits under a key; what came of it stays on record. */
  async discard(
    consumer: string,
    key: string,
    { by, reason }: Readonly<{ by: string; reason: string }>,
  ): Promise<number> {
    return this.locked(consumer, key, async (client) => {
      const { rowCount } = await client.query(
        `WITH gone AS (DELETE FROM exchange.parked WHERE consumer = $1 AND key = $2 RETURNING *)
         INSERT INTO exchange.discarded
           (consumer, key, id, type, topic, parked_for, parked_at, reason, discarded_by,
            sealed_by, about)
         SELECT consumer, key, id, type, topic, reason, parked_at, $4, $3, sealed_by, about
         FROM gone ORDER BY number`,
        [consumer, key, by, reason],
      );
      return rowCount ?? 0;
    });
  }

  async discarded(limit = 100): Promise<readonly DiscardedKey[]> {
    const { rows } = await this.patiently((client) =>
      client.query(
        `SELECT consumer, key, (array_agg(type ORDER BY number))[1] AS type, reason,
                count(*) AS messages, discarded_by AS by,
                to_char(discarded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                  AS "discardedAt"
         FROM exchange.discarded GROUP BY consumer, key, reason, discarded_by, discarded_at
         ORDER BY discarded_at DESC LIMIT $1`,
        [limit],
      ),
    );
    return rows.map((row) => ({ ...row, messages: Number(row.messages) }));
  }

  /** The keys of a consumer that shall be tried again. */
  async requested(consumer: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ key: string }>(
      'SELECT DISTINCT key FROM exchange.parked WHERE consumer = $1 AND retry_wanted',
      [consumer],
    );
    return rows.map(({ key }) => key);
  }

  /**
   * Handles what waits under a key, oldest first; stops at the first that fails. New messages of
   * the key wait meanwhile. Whoever asks for it meanwhile is not answered by this try. A crash in
   * between repeats messages, as everywhere. One key at a time: each holds a connection, and who
   * handles its messages needs another.
   */
  async drain(
    consumer: string,
    key: string,
    handle: (letter: Letter) => Promise<void>,
  ): Promise<void> {
    const draining = this.draining.then(() => this.drainAlone(consumer, key, handle));
    this.draining = draining.catch(() => undefined);
    await draining;
  }

  private async drainAlone(
    consumer: string,
    key: string,
    handle: (letter: Letter) => Promise<void>,
  ): Promise<void> {
    await this.locked(consumer, key, async (client) => {
      const { rows } = await client.query<Row & { number: string; version: string }>(
        `SELECT number, id, type, topic, raw, xmin::text AS version FROM exchange.parked
         WHERE consumer = $1 AND key = $2 ORDER BY number`,
        [consumer, key],
      );
      const versions = rows.map(({ version }) => version);
      for (const { number, raw, version: _, ...row } of rows) {
        const failure = await attempt(async () => {
          const message = raw && (await this.opened(raw, boundTo(consumer, key, row.id)));
          await handle({ ...row, key, ...(message && { raw: message }) });
        });
        if (failure !== undefined) {
          // A row of another version than it had: somebody asked once more in the meantime.
          await client.query(
            `UPDATE exchange.parked SET retry_wanted = xmin::text <> ALL($5),
               reason = CASE number WHEN $3 THEN $4 ELSE reason END
             WHERE consumer = $1 AND key = $2`,
            [consumer, key, number, failure, versions],
          );
          return;
        }
        await client.query(
          'DELETE FROM exchange.parked WHERE consumer = $1 AND key = $2 AND number = $3',
          [consumer, key, number],
        );
      }
    });
  }

  private async areParked(
    places: readonly Place[],
    database: Queryable = this.pool,
  ): Promise<boolean[]> {
    const { rows } = await database.query<{ parked: boolean }>(
      `SELECT EXISTS (SELECT FROM exchange.parked p
                      WHERE p.consumer = place.consumer AND p.key = place.key) AS parked
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS place(consumer, key, number)
       ORDER BY number`,
      [places.map(({ consumer }) => consumer), places.map(({ key }) => key)],
    );
    return rows.map(({ parked }) => parked);
  }

  /** Without a reason only behind others: false when the key was set free in the meantime. */
  private async add(
    consumer: string,
    { id, type, topic, key, raw, about = null, person = null }: Letter,
    reason: string | null,
    record: (database: Queryable) => Promise<void>,
  ): Promise<boolean> {
    // Before the lock: what seals needs a connection of its own.
    const sealed = raw && (await this.sealed(raw, boundTo(consumer, key, id), person));
    return this.locked(consumer, key, async (client) => {
      const [isParked] = await this.areParked([{ consumer, key }], client);
      if (reason === null && !isParked) return false;
      await client.query(
        `INSERT INTO exchange.parked
           (consumer, key, id, type, topic, raw, reason, sealed_by, about)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (consumer, key, id) DO NOTHING`,
        [
          ...[consumer, key, id, type, topic, sealed ? JSON.stringify(sealed) : null, reason],
          ...[sealed?.by ?? null, about],
        ],
      );
      await record(client);
      return true;
    });
  }

  private sealed(raw: object, bound: string, person: string | null): Promise<SealedText> {
    if (!this.envelopes) throw new Error('Messages cannot wait here: nothing seals them');
    return this.envelopes.seal(JSON.stringify(raw), bound, person);
  }

  private async opened(raw: SealedText, bound: string): Promise<object> {
    const text = await this.envelopes?.open(raw, bound);
    if (text == null) throw new Poison('it can be read no more: give it up');
    return JSON.parse(text) as object;
  }

  /** One at a time per consumer and key: setting free and queueing must not cross. */
  private locked<Result>(
    consumer: string,
    key: string,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    return this.patiently(async (client) => {
      await client.query(
        `SELECT pg_advisory_xact_lock(hashtextextended('parked ' || $1 || ' ' || $2, 0))`,
        [consumer, key],
      );
      return work(client);
    });
  }

  /** In a transaction that waits for nobody for long, as others would wait: it is tried again. */
  private patiently<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const begin = `BEGIN; SET LOCAL lock_timeout = ${heldMsMax};
      SET LOCAL idle_in_transaction_session_timeout = ${this.stillMsMax}`;
    return inTransaction(this.pool, work, begin);
  }
}

/** What a sealed message belongs to. */
export const boundTo = (consumer: string, key: string, id: string) => `${consumer}\n${key}\n${id}`;

/** Why it failed, undefined when it did not. */
async function attempt(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
