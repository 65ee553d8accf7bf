/**
 * Keeps the read models of this process up to date, and rebuilds on request. Of any number of
 * copies of a service one does the work; the others look at where it stands and take over.
 */
import { EVENT_LOG, ReadModelBehind, schemaOf, type ReadModel } from '@taizhang/kernel';
import type { SubscriberState, Watched } from '@taizhang/kernel';
import type { ReadModelsStatus } from '@taizhang/contracts/views';
import { lead, type Leading } from '@taizhang/platform/database';
import { DATABASE } from '@taizhang/platform/resources';
import {
  LiveProjections,
  ParkedRows,
  RebuildPaused,
  differencesOf,
  ensureBuilt,
  forgetPrevious,
  keptTablesOf,
  rollBackAll,
  servedPositions,
  type LiveState,
  type Progress,
} from '@taizhang/projections';
import type { GuardedLog } from '@taizhang/vault';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Rebuilds } from './rebuilds';
import { unknownModels } from './unknown-models';

export const PROJECTED = Symbol('Projected');

/** How often a copy that follows looks at where the leading one stands. */
const lookMs = 20;
const catchUpMsMax = 5_000;

const textOf = (position: bigint | null) => (position === null ? null : String(position));

@Injectable()
export class ProjectionsService implements OnApplicationShutdown, Watched {
  private readonly logger = new Logger('Projections');
  readonly rebuilds: Rebuilds;
  /** What waits of the tables that are read here. */
  readonly parked: ParkedRows;
  /** While this process leads. */
  private live: LiveProjections | undefined;
  private leading: Leading | undefined;
  private stopped = false;

  constructor(
    @Inject(EVENT_LOG) private readonly log: GuardedLog,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(PROJECTED) readonly models: readonly ReadModel[],
  ) {
    this.rebuilds = new Rebuilds(log, pool, models);
    this.parked = new ParkedRows(pool, models);
  }

  /** Resolves once every read model can be asked, whoever built it. */
  async start(onProgress?: (progress: Progress) => void): Promise<void> {
    if (this.models.length === 0) return;
    const name = `projections ${this.models.map((model) => model.name).join(' ')}`;
    const failed = new Promise<never>((_, fail) => {
      const onFailure = (error: unknown) => {
        this.logger.error(`Read models are not kept up to date: ${(error as Error).message}`);
        fail(error);
      };
      this.leading = lead(this.pool, name, (signal) => this.serve(signal, onProgress), {
        onFailure,
      });
    });
    failed.catch(() => undefined);
    await Promise.race([failed, this.allBuilt()]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.rebuilds.stop();
    await this.leading?.stop();
  }

  /** True once every read model shows `position`; false when it takes longer than `timeoutMs`. */
  waitFor = async (position: bigint, timeoutMs: number): Promise<boolean> => {
    const deadline = performance.now() + timeoutMs;
    while (!this.stopped) {
      if (this.live) return this.live.waitFor(position, deadline - performance.now());
      if ([...(await this.states()).values()].every((state) => state.position >= position)) {
        // It was taken in elsewhere, perhaps by parking it.
        this.parked.doubt();
        return true;
      }
      if (performance.now() >= deadline) return false;
      await delay(lookMs);
    }
    return false;
  };

  /**
   * True once every read model shows everything acknowledged so far; false when that takes longer
   * than a person would wait.
   */
  async caughtUp(): Promise<boolean> {
    return this.waitFor(await this.log.head(), catchUpMsMax);
  }

  /** @throws ReadModelBehind when the read models do not catch up in time */
  async assertCaughtUp(): Promise<void> {
    if (await this.caughtUp()) return;
    throw new ReadModelBehind('The read models do not show yet all that is acknowledged');
  }

  async status(): Promise<ReadModelsStatus> {
    const [head, states, rebuilds, kept, others] = await Promise.all([
      this.log.head(),
      this.states(),
      this.rebuilds.statuses(),
      keptTablesOf(this.pool, this.models),
      unknownModels(this.pool, this.models),
    ]);
    const items = this.models.map(({ name, version }) => {
      const { state, position } = states.get(name)!;
      const lag = Math.max(0, Number(head - position));
      const rebuild = rebuilds.get(name) ?? null;
      const tables = kept.get(name)!.map((some) => ({ ...some, position: textOf(some.position) }));
      return { name, version, state, position: String(position), lag, rebuild, tables };
    });
    const unknown = others.map(({ schema, served }) => ({ schema, served }));
    return { head: String(head), items, unknown };
  }

  async subscribers(): Promise<readonly SubscriberState[]> {
    if (this.live) return this.live.subscribers();
    const states = await this.states();
    return this.models.map((model) => ({
      ...{ name: schemaOf(model), kind: 'read-model', state: 'standing-by' },
      position: states.get(model.name)!.position,
      ...{ progressAt: null, failure: null, failureClass: null, restarts: 0, restartReason: null },
    }));
  }

  /** What the latest comparison found; null when there was none. */
  differences(name: string, page: Readonly<{ after: number; limit: number }>) {
    return differencesOf(this.pool, this.named([name])[0]!, page);
  }

  /**
   * Lets the tables of before serve again, for those that have some.
   * @throws NothingToRollBackTo when none has
   */
  async rollBack(names: readonly string[]): Promise<{ readModel: string; position: string }[]> {
    const rolledBack = await rollBackAll(this.log, this.pool, this.named(names));
    return [...rolledBack].map(([readModel, position]) => ({
      readModel,
      position: String(position),
    }));
  }

  /** Answers the schemas that are gone. */
  async forgetPrevious(names: readonly string[]): Promise<string[]> {
    const dropped: string[] = [];
    for (const model of this.named(names)) {
      dropped.push(...(await forgetPrevious(this.pool, model)));
    }
    return dropped;
  }

  private named(names: readonly string[]): ReadModel[] {
    return this.models.filter(({ name }) => names.includes(name));
  }

  /** For as long as this process leads. */
  private async serve(signal: AbortSignal, onProgress?: (progress: Progress) => void) {
    const built = await ensureBuilt(this.log, this.pool, this.models, {
      ...(onProgress && { onProgress }),
      pause: signal,
      say: (line) => this.logger.log(line),
    }).catch((error: unknown) => {
      // Stopped while building: what was built is saved, and the next start goes on.
      if (signal.aborted && error instanceof RebuildPaused) return [];
      throw error;
    });
    if (built.length > 0) this.logger.log(`Built ${built.join(', ')}`);
    if (signal.aborted) return;
    const live = new LiveProjections(this.log, this.pool, this.models, {
      onRestart: (why) => this.logger.warn(`Reading the log was begun anew: ${why}`),
      onParked: () => this.parked.doubt(),
    });
    live.start();
    this.live = live;
    void this.rebuilds.takeUpInterrupted();
    if (!signal.aborted) await once(signal, 'abort');
    this.live = undefined;
    await live.stop();
  }

  private async states(): Promise<ReadonlyMap<string, LiveState>> {
    if (this.live) return this.live.states();
    const served = await servedPositions(this.pool, this.models);
    const looked = this.models.map((model): [string, LiveState] => {
      const position = served.get(schemaOf(model));
      const state = position === undefined ? 'stopped' : 'live';
      return [model.name, { state, position: position ?? 0n, failure: null }];
    });
    return new Map(looked);
  }

  private async allBuilt(): Promise<void> {
    while (!this.stopped) {
      // Whoever leads has started feeding them, or a copy elsewhere has built them.
      if (this.live) return;
      const states = [...(await this.states().catch(() => new Map())).values()];
      if (states.length > 0 && states.every(({ state }) => state === 'live')) return;
      await delay(lookMs);
    }
  }
}
