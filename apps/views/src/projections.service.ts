/** Runs the projections of this process, and rebuilds on request. */
import { EVENT_LOG, type ReadModel } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { DATABASE } from '@taizhang/platform/resources';
import {
  LiveProjections,
  RebuildCancelled,
  ensureBuilt,
  rebuild,
  type Progress,
} from '@taizhang/projections';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';

export const PROJECTED = Symbol('Projected');

type RebuildStatus = NonNullable<ReadModelStatus['rebuild']>;

@Injectable()
export class ProjectionsService implements OnApplicationShutdown {
  private readonly logger = new Logger('Projections');
  private readonly live: LiveProjections;
  private readonly rebuilds = new Map<string, RebuildStatus>();
  private readonly cancels = new Map<string, AbortController>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(PROJECTED) readonly models: readonly ReadModel[],
  ) {
    this.live = new LiveProjections(log, pool, models);
  }

  /** Builds what is missing, then keeps everything up to date. */
  async start(onProgress?: (progress: Progress) => void): Promise<void> {
    const built = await ensureBuilt(this.log, this.pool, this.models, onProgress);
    if (built.length > 0) this.logger.log(`Built ${built.join(', ')}`);
    this.live.start();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const cancel of this.cancels.values()) cancel.abort();
    await Promise.all(this.running);
    await this.live.stop();
  }

  waitFor = (position: bigint, timeoutMs: number) => this.live.waitFor(position, timeoutMs);

  async status(): Promise<{ head: string; items: ReadModelStatus[] }> {
    const head = await this.log.head();
    const states = this.live.states();
    const items = this.models.map(({ name, version }) => {
      const { state, position } = states.get(name)!;
      return {
        name,
        version,
        state,
        position: String(position),
        lag: Math.max(0, Number(head - position)),
        rebuild: this.rebuilds.get(name) ?? null,
      };
    });
    return { head: String(head), items };
  }

  /** Starts in the background; progress is in the status. Answers false when one runs already. */
  begin(names: readonly string[], { compare }: { compare: boolean }): boolean {
    const models = this.models.filter(({ name }) => names.includes(name));
    if (models.some(({ name }) => this.cancels.has(name))) return false;
    const cancel = new AbortController();
    const tell = (status: RebuildStatus) => {
      for (const { name } of models) this.rebuilds.set(name, status);
    };
    for (const { name } of models) this.cancels.set(name, cancel);
    tell(statusOf('running'));
    const work = rebuild(this.log, this.pool, models, {
      compare,
      signal: cancel.signal,
      onProgress: ({ phase, ...progress }) =>
        tell({ ...statusOf(phase === 'switching' ? 'switching' : 'running'), ...progress }),
    })
      .then(({ events, seconds, comparisons }) => {
        for (const { name } of models) {
          const differences = comparisons.get(name)?.differences ?? null;
          const eventsPerSecond = Math.round(events / Math.max(seconds, 0.001));
          const done = { ...statusOf('done'), events, total: events, eventsPerSecond };
          this.rebuilds.set(name, { ...done, secondsLeft: 0, differences });
        }
      })
      .catch((error: Error) => {
        const cancelled = error instanceof RebuildCancelled;
        tell({ ...statusOf(cancelled ? 'cancelled' : 'failed'), message: error.message || null });
        if (!cancelled) this.logger.error(`Rebuild failed: ${error.message}`);
      })
      .finally(() => {
        for (const { name } of models) this.cancels.delete(name);
        this.running.delete(work);
      });
    this.running.add(work);
    return true;
  }

  /** Answers false when there is nothing to cancel. */
  cancel(names: readonly string[]): boolean {
    const cancels = names.flatMap((name) => this.cancels.get(name) ?? []);
    for (const cancel of cancels) cancel.abort();
    return cancels.length > 0;
  }
}

const statusOf = (state: RebuildStatus['state']): RebuildStatus => ({
  state,
  events: 0,
  total: 0,
  eventsPerSecond: 0,
  secondsLeft: null,
  differences: null,
  message: null,
});
