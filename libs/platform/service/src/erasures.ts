/**
 * Carries out what was decided about people: keys are destroyed and read models forget. It follows
 * the log, never precedes it, and reads every erasure there ever was whenever it starts: a crash
 * in between is made good, and so is an old copy of the keys that somebody put back.
 */
import type { CustomerEvent, PrivacyEvent } from '@taizhang/contracts/intake';
import { forgetReasons, giveUpSealed } from '@taizhang/exchange/parking';
import { Poison, schemaOf, type ReadModel, type Recorded } from '@taizhang/kernel';
import { lead, type Leading } from '@taizhang/platform/database';
import { contractCheck, eventCatalogue } from '@taizhang/platform/ledger';
import { seenSubscribers, watchedLog } from '@taizhang/platform/subscribers';
import { forget } from '@taizhang/projections';
import { Letters, keyMemoryMsMax, type GuardedLog, type Vault } from '@taizhang/vault';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { yetToForget } from './carried-out';
import { dropUnknownShowing } from './unknown-models';

export type Erased = Recorded<Extract<PrivacyEvent, { type: 'PersonErased' }>>;

type Parts = Readonly<{
  log: GuardedLog;
  vault: Vault;
  pool: Pool;
  /** Those that this process keeps up to date. */
  models: readonly ReadModel[];
  /** A log that gives nothing for so long although it holds more is asked anew. */
  silenceMsMax?: number;
  onFailure?: (error: unknown) => void;
}>;

const check = contractCheck(eventCatalogue);

/** Why it is no decision of ours: somebody wrote it past the log. */
export function misfitOf(event: Recorded): string | undefined {
  try {
    return check(event);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Why messages of theirs were given up, or were by whoever said otherwise. */
const ofErased = 'the person whose it was is erased';

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
    const { log, silenceMsMax, onFailure } = this.parts;
    const watched = watchedLog(log, {
      ...(silenceMsMax !== undefined && { silenceMsMax }),
      onRestart: (why) => onFailure?.(new Error(why)),
    });
    const failed = new AbortController();
    const leaving = AbortSignal.any([signal, failed.signal]);
    const feed = watched.feed({ after: 0n, types: ['PersonErased'], signal: leaving });
    let waiting: readonly Erased[] = [];
    const forgetWaiting = async () => {
      const some = waiting;
      waiting = [];
      if (some.length > 0) await this.carryOut(some, leaving);
    };
    let forgetting = Promise.resolve();
    try {
      for await (const { events } of feed) {
        const erased = events.filter((event) => this.isAsDecided(event)) as unknown as Erased[];
        if (erased.length === 0) continue;
        // To forget may have to wait for a rebuild; what others decided meanwhile need not.
        await this.destroyKeys(erased);
        waiting = [...waiting, ...erased];
        forgetting = forgetting.then(forgetWaiting);
        forgetting.catch(() => failed.abort());
      }
    } catch (error) {
      failed.abort();
      await forgetting.catch(() => undefined);
      throw error;
    }
    await forgetting;
  }

  /** The log lets in no other; what somebody wrote past it must not stop those behind it. */
  private isAsDecided(event: Recorded): boolean {
    const misfit = misfitOf(event);
    if (misfit === undefined) return true;
    const what = `What stands at position ${event.position} of the log is no erasure: ${misfit}`;
    this.parts.onFailure?.(new Error(what));
    return false;
  }

  /** Told twice it does nothing. */
  async carryOut(erased: readonly Erased[], signal?: AbortSignal): Promise<void> {
    const subjects = await this.destroyKeys(erased);
    const { persons, models } = await this.lagging(erased);
    if (persons.length > 0) {
      // Where a crash may have come in between.
      await this.parts.pool.query('VACUUM vault.keys');
      await this.untilForgottenEverywhere(subjects, signal);
      const theirs = erased.filter(({ data }) => persons.includes(data.personId));
      await this.forgetIn(models, theirs, signal);
    }
    await dropUnknownShowing(
      this.parts,
      erased.map(({ data }) => data),
    );
  }

  /** @returns whose they were */
  private async destroyKeys(erased: readonly Erased[]) {
    const { vault, pool } = this.parts;
    const subjects = erased.flatMap(({ data }) => data.subjects);
    await this.giveUpLetters(erased);
    const gone = await vault.destroy(subjects);
    if (gone.length > 0) await pool.query('VACUUM vault.keys');
    return subjects;
  }

  /**
   * Until then other processes may still have a key, and write down what they read with it; this
   * holds for whoever destroyed it, and for whoever finds it destroyed a moment ago.
   */
  private async untilForgottenEverywhere(subjects: readonly string[], signal?: AbortSignal) {
    const { rows } = await this.parts.pool.query<{ ms: number | null }>(
      `SELECT extract(epoch FROM clock_timestamp() - max(destroyed_at))::float8 * 1000 AS ms
       FROM vault.destroyed WHERE person_id = ANY($1)`,
      [subjects],
    );
    // A clock that was put back would have us wait until it is as late again.
    const leftMs = 2 * keyMemoryMsMax - Math.max(0, rows[0]!.ms ?? 0);
    if (leftMs > 0) await delay(leftMs, undefined, signal && { signal });
  }

  /**
   * Facts of theirs that wait because nobody could handle them. Before the keys are destroyed: with
   * them goes what the facts are known by, so a crash in between finds these given up.
   */
  private async giveUpLetters(erased: readonly Erased[]): Promise<void> {
    const { vault, pool } = this.parts;
    const gone = await vault.destroyed(erased.map(({ data }) => data.personId));
    const letters = new Letters(vault);
    for (const { data } of erased) {
      if (gone.has(data.personId)) continue;
      const numbers = await this.accountsOf(data.personId);
      const about = await Promise.all(numbers.map((number) => letters.nameOf(number)));
      const why = { by: 'system-erasure', reason: ofErased };
      await giveUpSealed(pool, { by: data.subjects, about }, why);
      await forgetReasons(pool, { about }, ofErased);
    }
  }

  /** What cannot be read names no account; they, and who comes after them, are erased still. */
  private async accountsOf(personId: string): Promise<readonly string[]> {
    try {
      const told = (await this.parts.log.readStream(
        personId,
      )) as readonly Recorded<CustomerEvent>[];
      return told.flatMap((event) =>
        event.type === 'SupplyPointConnected' ? event.data.accountNumber : [],
      );
    } catch (error) {
      if (!(error instanceof Poison)) throw error;
      this.parts.onFailure?.(error);
      return [];
    }
  }

  /** Which read models of this process have not forgotten whom. */
  private async lagging(erased: readonly Erased[]) {
    const { pool, models } = this.parts;
    const decided = erased.map(({ data }) => data);
    const waiting = await yetToForget(pool, decided, models.map(schemaOf));
    const schemas = new Set([...waiting.values()].flat());
    const some = models.filter((model) => schemas.has(schemaOf(model)));
    return { persons: [...waiting.keys()], models: some };
  }

  /** Tables that a newer release serves are not ours to drop: it carries out after us. */
  private async assertNewest(models: readonly ReadModel[]): Promise<void> {
    for (const { name, state } of await seenSubscribers(this.parts.pool)) {
      const [, known, version] = /^(.*)_v(\d+)$/.exec(name) ?? [];
      const ours = models.find((model) => model.name === known);
      if (!ours || state === 'silent' || Number(version) <= ours.version) continue;
      throw new Error(`a newer release serves ${name}, and carries them out when this one ends`);
    }
  }

  private async forgetIn(
    models: readonly ReadModel[],
    erased: readonly Erased[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { log, pool } = this.parts;
    await this.assertNewest(models);
    const tally = new Tally(erased);
    const theirs = tally.counted(log.eventsOf(tally.subjects));
    const rows = await forget(log, pool, models, theirs, signal ? { signal } : {});
    const { subjects, streams } = tally;
    await forgetReasons(pool, { by: [...subjects], streams: [...streams] }, ofErased);
    const owned = new Map(erased.map(({ data }) => [data.personId as string, data.subjects]));
    for (const model of models) {
      const touched = [...rows].filter(([table]) => table.startsWith(`${schemaOf(model)}.`));
      const count = touched.reduce((sum, [, some]) => sum + some, 0);
      for (const [personId, { events, streams }] of tally.byPerson) {
        await pool.query(
          // Never before the keys were destroyed, whatever happened to the clock meanwhile.
          `INSERT INTO projections.forgotten
             (read_model, person_id, events, streams, rows, forgotten_at, subjects)
           SELECT $1, $2, $3::int, $4::int, $5::int, greatest(now(), max(destroyed_at)),
             cardinality($6::text[])
           FROM vault.destroyed WHERE person_id = ANY($6)
           ON CONFLICT (read_model, person_id) DO UPDATE SET events = $3, streams = $4, rows = $5,
             forgotten_at = excluded.forgotten_at, subjects = excluded.subjects`,
          [schemaOf(model), personId, events, streams.size, count, owned.get(personId)],
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

  get streams(): ReadonlySet<string> {
    return new Set([...this.byPerson.values()].flatMap(({ streams }) => [...streams]));
  }

  async *counted(theirs: AsyncIterable<readonly [string, Recorded]>): AsyncIterable<Recorded> {
    for await (const [subject, event] of theirs) {
      const count = this.byPerson.get(this.owners.get(subject)!)!;
      count.events++;
      count.streams.add(event.stream);
      yield event;
    }
  }
}
