/**
 * Rebuilds that are asked of this process. What is known of any, wherever it runs, is in the
 * database: this process, another copy and the command line see and stop each other's.
 */
import { schemaOf, type EventLog, type ReadModel } from '@taizhang/kernel';
import type { ReadModelStatus } from '@taizhang/contracts/views';
import {
  RebuildCancelled,
  RebuildPaused,
  RebuildRunning,
  comparedBy,
  discardRebuild,
  isResumable,
  latestBuilds,
  rebuild,
  resumeRebuild,
  unfinishedBuilds,
  wishOf,
  type Build,
  type RebuildOptions,
} from '@taizhang/projections';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

type RebuildStatus = NonNullable<ReadModelStatus['rebuild']>;

export class Rebuilds {
  private readonly logger = new Logger('Rebuild');
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly log: EventLog,
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
    for (const build of builds) {
      await this.inBackground((options) =>
        resumeRebuild(this.log, this.pool, this.models, build, options),
      );
    }
    return builds.length > 0;
  }

  /** Asks whoever works on them, in this process or another. Answers false when nobody does. */
  async pause(names: readonly string[]): Promise<boolean> {
    const builds = await this.unfinished(names);
    const asked = await Promise.all(builds.map((build) => wishOf(this.pool, build, 'pause')));
    return asked.includes(true);
  }

  /** Throws away what they have computed. Answers false when there is nothing to cancel. */
  async cancel(names: readonly string[]): Promise<boolean> {
    const builds = await this.unfinished(names);
    await Promise.all(builds.map((build) => this.cancelOne(build)));
    return builds.length > 0;
  }

  /** What runs here is saved; whoever likes goes on with it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private unfinished(names: readonly string[]): Promise<Build[]> {
    const models = this.models.filter(({ name }) => names.includes(name));
    return unfinishedBuilds(this.pool, models.map(schemaOf));
  }

  private async cancelOne(build: Build): Promise<void> {
    if (await wishOf(this.pool, build, 'cancel')) return;
    await discardRebuild(this.pool, build).catch(async (error: unknown) => {
      if (!(error instanceof RebuildRunning)) throw error;
      // Somebody has gone on with it in this moment.
      await wishOf(this.pool, { ...build, state: 'running' }, 'cancel');
    });
  }

  private inBackground(work: (options: RebuildOptions) => Promise<unknown>): Promise<void> {
    return new Promise((begun, refused) => {
      let hasBegun = false;
      const onBegun = () => {
        hasBegun = true;
        begun();
      };
      const running = work({ pause: this.stopping.signal, onBegun })
        .catch((error: Error) => {
          if (!hasBegun) return refused(error);
          if (error instanceof RebuildCancelled || error instanceof RebuildPaused) return;
          this.logger.error(`Rebuild failed: ${error.message}`);
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
