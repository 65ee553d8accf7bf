/** Rebuilds that were asked of this process, with what is known of each. */
import type { EventLog, ReadModel } from '@taizhang/kernel';
import type { ReadModelStatus } from '@taizhang/contracts/views';
import { RebuildCancelled, rebuild, type Rebuilt } from '@taizhang/projections';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

type RebuildStatus = NonNullable<ReadModelStatus['rebuild']>;

export class Rebuilds {
  private readonly logger = new Logger('Rebuild');
  private readonly statuses = new Map<string, RebuildStatus>();
  private readonly cancels = new Map<string, AbortController>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly pool: Pool,
    private readonly models: readonly ReadModel[],
  ) {}

  of(name: string): RebuildStatus | null {
    return this.statuses.get(name) ?? null;
  }

  /** Answers false when one of them is being rebuilt already. */
  begin(names: readonly string[], { compare }: { compare: boolean }): boolean {
    const models = this.models.filter(({ name }) => names.includes(name));
    if (models.some(({ name }) => this.cancels.has(name))) return false;
    const cancel = new AbortController();
    const tell = (status: RebuildStatus) => {
      for (const { name } of models) this.statuses.set(name, status);
    };
    for (const { name } of models) this.cancels.set(name, cancel);
    tell(statusOf('running'));
    const work = rebuild(this.log, this.pool, models, {
      compare,
      signal: cancel.signal,
      onProgress: ({ phase, ...progress }) =>
        tell({ ...statusOf(phase === 'switching' ? 'switching' : 'running'), ...progress }),
    })
      .then((rebuilt) => this.tellDone(models, rebuilt))
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

  async stop(): Promise<void> {
    for (const cancel of this.cancels.values()) cancel.abort();
    await Promise.all(this.running);
  }

  private tellDone(models: readonly ReadModel[], { events, seconds, comparisons }: Rebuilt) {
    const eventsPerSecond = Math.round(events / Math.max(seconds, 0.001));
    for (const { name } of models) {
      const differences = comparisons.get(name)?.differences ?? null;
      const done = { ...statusOf('done'), events, total: events, eventsPerSecond };
      this.statuses.set(name, { ...done, secondsLeft: 0, differences });
    }
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
