/**
 * Carries out what was decided about people: keys are destroyed and read models forget. It follows
 * the log, never precedes it, and reads every erasure there ever was whenever it starts: a crash
 * in between is made good, and so is an old copy of the keys that somebody put back.
 */
import type { CustomerEvent, PrivacyEvent } from '@taizhang/contracts/intake';
import { giveUpSealed, migrateParking } from '@taizhang/exchange/parking';
import { schemaOf, type ReadModel, type Recorded } from '@taizhang/kernel';
import { lead, type Leading } from '@taizhang/platform/database';
import { forget } from '@taizhang/projections';
import { Letters, keyMemoryMsMax, type GuardedLog, type Vault } from '@taizhang/vault';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

type Erased = Recorded<Extract<PrivacyEvent, { type: 'PersonErased' }>>;

type Parts = Readonly<{
  log: GuardedLog;
  vault: Vault;
  pool: Pool;
  /** Those that this process keeps up to date. */
  models: readonly ReadModel[];
  onFailure?: (error: unknown) => void;
}>;

/** What was done about one person. */
export type Carried = Readonly<{
  /** Keys are destroyed and every read model there is has forgotten. */
  isDone: boolean;
  events: number;
  streams: number;
  rows: number;
}>;

export async function migrateErasures(pool: Pool): Promise<void> {
  // One message is one transaction; the lock keeps processes that start together apart.
  await pool.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('migrate projections', 0));
    CREATE SCHEMA IF NOT EXISTS projections;
    -- Which read models have taken out what they showed of whom.
    CREATE TABLE IF NOT EXISTS projections.forgotten (
      read_model text NOT NULL,
      person_id text NOT NULL,
      events integer NOT NULL,
      streams integer NOT NULL,
      rows integer NOT NULL,
      forgotten_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (read_model, person_id)
    );`);
  await migrateParking(pool);
}

export class Erasures {
  private leading: Leading | undefined;

  constructor(private readonly parts: Parts) {}

  start(): void {
    const { pool, models, onFailure } = this.parts;
    if (models.length === 0) return;
    const name = `erasures ${models.map((model) => model.name).join(' ')}`;
    this.leading = lead(pool, name, (signal) => this.follow(signal), {
      ...(onFailure && { onFailure }),
    });
  }

  async stop(): Promise<void> {
    await this.leading?.stop();
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const feed = this.parts.log.feed({ after: 0n, types: ['PersonErased'], signal });
    for await (const { events } of feed) {
      if (events.length > 0) await this.carryOut(events as unknown as readonly Erased[], signal);
    }
  }

  /** Told twice it does nothing. */
  async carryOut(erased: readonly Erased[], signal?: AbortSignal): Promise<void> {
    const { vault, pool } = this.parts;
    const subjects = erased.flatMap(({ data }) => data.subjects);
    await this.giveUpLetters(erased);
    if ((await vault.destroy(subjects)).length > 0) {
      // Until then other processes may show what they still have a key for.
      await delay(2 * keyMemoryMsMax, undefined, signal && { signal });
      await pool.query('VACUUM vault.keys');
    }
    const models = await this.lagging(erased.map(({ data }) => data.personId));
    for (const [persons, some] of models) {
      const theirs = erased.filter(({ data }) => persons.includes(data.personId));
      await this.forgetIn(some, theirs, signal);
    }
  }

  /**
   * Facts of theirs that wait because nobody could handle them. Before the keys are destroyed: with
   * them goes what the facts are known by, so a crash in between finds these given up.
   */
  private async giveUpLetters(erased: readonly Erased[]): Promise<void> {
    const { log, vault, pool } = this.parts;
    const gone = await vault.destroyed(erased.map(({ data }) => data.personId));
    const letters = new Letters(vault);
    for (const { data } of erased) {
      if (gone.has(data.personId)) continue;
      const told = (await log.readStream(data.personId)) as readonly Recorded<CustomerEvent>[];
      const numbers = told.flatMap((event) =>
        event.type === 'SupplyPointConnected' ? event.data.accountNumber : [],
      );
      const about = await Promise.all(numbers.map((number) => letters.nameOf(number)));
      const why = { by: 'system-erasure', reason: 'the person whose it was is erased' };
      await giveUpSealed(pool, { by: data.subjects, about }, why);
    }
  }

  /** Which read models have not forgotten whom since the keys were destroyed. */
  private async lagging(personIds: readonly string[]) {
    const { rows } = await this.parts.pool.query<{ person_id: string; schemas: string[] }>(
      `SELECT person.id AS person_id, array_agg(model.schema) AS schemas
       FROM unnest($1::text[]) person (id), unnest($2::text[]) model (schema)
       WHERE NOT EXISTS (
         SELECT FROM projections.forgotten f LEFT JOIN vault.destroyed d ON d.person_id = f.person_id
         WHERE f.read_model = model.schema AND f.person_id = person.id
           AND f.forgotten_at >= coalesce(d.destroyed_at, '-infinity'))
       GROUP BY person.id`,
      [[...new Set(personIds)], this.parts.models.map((model) => schemaOf(model))],
    );
    if (rows.length === 0) return [];
    const schemas = new Set(rows.flatMap((row) => row.schemas));
    const models = this.parts.models.filter((model) => schemas.has(schemaOf(model)));
    return [[rows.map((row) => row.person_id), models]] as const;
  }

  private async forgetIn(
    models: readonly ReadModel[],
    erased: readonly Erased[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { log, pool } = this.parts;
    const tally = new Tally(erased);
    const theirs = tally.counted(log.eventsOf(tally.subjects));
    const rows = await forget(log, pool, models, theirs, signal ? { signal } : {});
    for (const model of models) {
      const touched = [...rows].filter(([table]) => table.startsWith(`${schemaOf(model)}.`));
      const count = touched.reduce((sum, [, some]) => sum + some, 0);
      for (const [personId, { events, streams }] of tally.byPerson) {
        await pool.query(
          `INSERT INTO projections.forgotten (read_model, person_id, events, streams, rows)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (read_model, person_id)
           DO UPDATE SET events = $3, streams = $4, rows = $5, forgotten_at = now()`,
          [schemaOf(model), personId, events, streams.size, count],
        );
      }
    }
  }
}

/** Counts what the log holds about each person while it is read. */
class Tally {
  readonly byPerson: ReadonlyMap<string, { events: number; streams: Set<string> }>;
  readonly subjects: ReadonlySet<string>;

  constructor(erased: readonly Erased[]) {
    this.byPerson = new Map(
      erased.map(({ data }) => [data.personId, { events: 0, streams: new Set<string>() }]),
    );
    this.owners = new Map(
      erased.flatMap(({ data }) => data.subjects.map((id) => [id as string, data.personId])),
    );
    this.subjects = new Set(this.owners.keys());
  }

  private readonly owners: ReadonlyMap<string, string>;

  async *counted(theirs: AsyncIterable<readonly [string, Recorded]>): AsyncIterable<Recorded> {
    for await (const [subject, event] of theirs) {
      const count = this.byPerson.get(this.owners.get(subject)!)!;
      count.events++;
      count.streams.add(event.stream);
      yield event;
    }
  }
}

/** How far the erasure of a person is, over the read models of every process. */
export async function carriedOut(pool: Pool, personId: string): Promise<Carried> {
  const { rows } = await pool.query<{
    is_done: boolean;
    events: number;
    streams: number;
    rows: number;
  }>(
    `SELECT EXISTS (SELECT FROM vault.destroyed WHERE person_id = $1) AND NOT EXISTS (
         SELECT FROM projections.checkpoints c JOIN pg_namespace n ON n.nspname = c.read_model
         WHERE NOT EXISTS (SELECT FROM projections.forgotten f
           WHERE f.read_model = c.read_model AND f.person_id = $1)) AS is_done,
       coalesce(max(events), 0)::int AS events, coalesce(max(streams), 0)::int AS streams,
       coalesce(sum(rows), 0)::int AS rows
     FROM projections.forgotten WHERE person_id = $1`,
    [personId],
  );
  const [{ is_done: isDone, ...counts }] = rows as [(typeof rows)[number]];
  return { isDone, ...counts };
}
