/**
 * Rebuilds that are asked of this process. What is known of any, wherever it runs, is in the
 * database: this process, another copy and the command line see and stop each other's.
 */
import { schemaOf, type ReadModel } from '@taizhang/kernel';
import type { ReadModelStatus } from '@taizhang/contracts/views';
import {
  RebuildCancelled,
  RebuildPaused,
  RebuildRunning,
  cancelRebuilds,
  comparedBy,
  discardRebuild,
  isResumable,
  latestBuilds,
  reasonOf,
  rebuild,
  resumeRebuild,
  unfinishedBuilds,
  wishOf,
  type Build,
  type RebuildOptions,
} from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { beingErased } from './being-erased';

/** Names of read models. */
export type Cancelled = Readonly<{
  /** Nobody worked on them. */
  cancelled: readonly string[];
  /** Whoever works on them was asked to end. */
  asked: readonly string[];
  /** Somebody holds them for something else, e.g. to roll back: nothing was done. */
  held: readonly string[];
}>;

type RebuildStatus = NonNullable<ReadModelStatus['rebuild']>;

/** What ended its process so often is left to people. */
const runsMax = 5;
/** Whoever works on a build is heard of more often than so. */
const orphanLookMs = 5_000;

export class Rebuilds {
  private readonly logger = new Logger('Rebuild');
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly log: GuardedLog,
    private readonly pool: Pool,
    private readonly models: readonly ReadModel[],
  ) {}

  /** The latest of each read model that has one, by name. */
  async statuses(): Promise<ReadonlyMap<string, RebuildStatus>> {
    const builds = await latestBuilds(this.pool, this.models.map(schemaOf));
    const compared = await comparedBy(
      this.pool,
      [...builds.values()].map(({ id }) => id),
    );
    const statuses = this.models.flatMap((model): [string, RebuildStatus][] => {
      const schema = schemaOf(model);
      const build = builds.get(schema);
      if (!build) return [];
      const differences = compared.get(build.id)?.get(schema) ?? null;
      return [[model.name, statusOf(build, differences)]];
    });
    return new Map(statuses);
  }

  /**
   * Resolves once it runs; how it goes on is in the statuses.
   * @throws RebuildRunning, RebuildUnfinished
   */
  begin(names: readonly string[], { compare }: { compare: boolean }): Promise<void> {
    const models = this.models.filter(({ name }) => names.includes(name));
    return this.inBackground((options) =>
      rebuild(this.log, this.pool, models, { ...options, compare }),
    );
  }

  /**
   * Goes on with what is unfinished of these read models. Answers false when there is nothing.
   * @throws RebuildRunning, RebuildNotResumable
   */
  async resume(names: readonly string[]): Promise<boolean> {
    const builds = (await this.unfinished(names)).filter(isResumable);
    for (const build of builds) await this.resumeOne(build);
    return builds.length > 0;
  }

  /**
   * After a crash or a restart: goes on with what nobody has paused and nobody works on. PostgreSQL
   * may not know yet that a process is gone, e.g. while it builds an index for it: a build of which
   * nothing is heard is waited for.
   */
  async takeUpInterrupted(lookMs = orphanLookMs): Promise<void> {
    const { signal } = this.stopping;
    let waitsFor = await this.takeUpOf(() => true);
    while (waitsFor.length > 0) {
      await delay(lookMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const before = new Map(waitsFor.map(({ id, heardAt }) => [id, heardAt]));
      const busy = await this.takeUpOf(({ id }) => before.has(id));
      waitsFor = busy.filter(
        ({ id, state, heardAt }) => state === 'interrupted' || before.get(id) === heardAt,
      );
    }
  }

  /** @returns what somebody works on, or seems to, and what somebody holds for something else */
  private async takeUpOf(isWanted: (build: Build) => boolean): Promise<readonly Build[]> {
    const notGoneOn = (error: unknown): Build[] => {
      this.logger.warn(`A rebuild was not gone on with: ${(error as Error).message}`);
      return [];
    };
    const builds = await this.unfinished(this.models.map(({ name }) => name)).catch(notGoneOn);
    const wanted = builds.filter(isWanted);
    const busy = wanted.filter(({ state }) => state === 'running');
    for (const build of wanted) {
      if (build.state !== 'interrupted' || build.runs >= runsMax) continue;
      // One that cannot be gone on with holds up no other.
      await this.takeUp(build).catch((error: unknown) => {
        // Held for something that comes to its end, e.g. to erase somebody.
        if (error instanceof RebuildRunning) busy.push(build);
        else notGoneOn(error);
      });
    }
    return busy;
  }

  private async takeUp(build: Build): Promise<void> {
    // Asked in the moment before its process was killed.
    if (build.wish === 'cancel') await discardRebuild(this.pool, build);
    if (build.wish) return;
    await this.resumeOne(build);
    this.logger.log(`Going on with ${build.schemas.join(', ')} at event ${build.saved}`);
  }

  /** Asks whoever works on them, in this process or another. Answers false when nobody does. */
  async pause(names: readonly string[]): Promise<boolean> {
    const builds = await this.unfinished(names);
    const asked = await Promise.all(builds.map((build) => wishOf(this.pool, build, 'pause')));
    return asked.includes(true);
  }

  /** Throws away what they have computed, and tells of each; of none when there is nothing. */
  async cancel(names: readonly string[]): Promise<Cancelled> {
    const told = await cancelRebuilds(this.pool, await this.unfinished(names));
    const namesOf = ({ schemas }: Build) =>
      this.models.flatMap((model) => (schemas.includes(schemaOf(model)) ? model.name : []));
    return {
      cancelled: told.cancelled.flatMap(namesOf),
      asked: told.asked.flatMap(namesOf),
      held: told.held.flatMap(({ build }) => namesOf(build)),
    };
  }

  /** What runs here is saved; the next start goes on with it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private unfinished(names: readonly string[]): Promise<Build[]> {
    const models = this.models.filter(({ name }) => names.includes(name));
    return unfinishedBuilds(this.pool, models.map(schemaOf));
  }

  private resumeOne(build: Build): Promise<void> {
    return this.inBackground((options) =>
      resumeRebuild(this.log, this.pool, this.models, build, options),
    );
  }

  private inBackground(work: (options: RebuildOptions) => Promise<unknown>): Promise<void> {
    return new Promise((begun, refused) => {
      let hasBegun = false;
      const onBegun = () => {
        hasBegun = true;
        begun();
      };
      const whose = { beingErased: beingErased(this.log, this.pool) };
      const running = work({ ...whose, pause: this.stopping.signal, goesOnByItself: true, onBegun })
        .catch((error: Error) => {
          if (!hasBegun) return refused(error);
          if (error instanceof RebuildCancelled || error instanceof RebuildPaused) return;
          this.logger.error(`Rebuild failed: ${reasonOf(error)}`);
        })
        .finally(() => this.running.delete(running));
      this.running.add(running);
    });
  }
}

function statusOf(build: Build, differences: number | null): RebuildStatus {
  const { id, state, phase, wish, compare, message, startedAt } = build;
  const { events, total, saved, eventsPerSecond, secondsLeft } = build;
  return {
    id,
    state: state === 'running' && phase === 'switching' ? 'switching' : state,
    ...{ phase, wish, compare, events, total, saved, differences, message, startedAt },
    eventsPerSecond,
    secondsLeft: state === 'running' ? secondsLeft : null,
  };
}
