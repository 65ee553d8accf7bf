/**
 * Keeps read models up to date. Rows and checkpoint move in one transaction, so an event has
 * exactly one effect whatever crashes; a model that fails holds up no other.
 */
import { schemaOf, type EventLog, type FeedPage, type ReadModel } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { applyEvents, storesOf } from './apply';
import { positionIn } from './schema';
import type { TableStore } from './table-store';
import { inTransaction } from './transaction';

export type LiveState = Readonly<{
  state: 'live' | 'failed' | 'stopped';
  position: bigint;
  /** Why it fails, for operators; carries no personal data. */
  failure: string | null;
}>;

const retryMsMin = 200;
const retryMsMax = 10_000;

/** The checkpoint is not where we left it: a rebuild was switched in, or another process works. */
class CheckpointMoved extends Error {}

class LiveModel {
  position = 0n;
  state: LiveState['state'] = 'stopped';
  failure: string | null = null;
  private readonly stores: readonly TableStore[];
  readonly schema: string;

  constructor(
    private readonly pool: Pool,
    readonly model: ReadModel,
  ) {
    this.schema = schemaOf(model);
    this.stores = storesOf(this.schema, model);
  }

  async resume(): Promise<bigint> {
    this.position = (await positionIn(this.pool, this.schema)) ?? 0n;
    this.state = 'live';
    return this.position;
  }

  /** @throws CheckpointMoved, or what database or fold throw; nothing is changed then. */
  async apply({ events, through }: FeedPage): Promise<void> {
    if (through <= this.position) return;
    const from = this.position;
    const news = events.filter(({ position }) => position > from);
    await inTransaction(this.pool, async (db) => {
      // A crash may lose the last pages together with their checkpoint: they are read again.
      await db.query('SET LOCAL synchronous_commit = off');
      await this.advance(db, from, through);
      await applyEvents(db, this.stores, news);
    });
    this.position = through;
    this.state = 'live';
    this.failure = null;
  }

  private async advance(db: ClientBase, from: bigint, to: bigint): Promise<void> {
    const { rowCount } = await db.query(
      `UPDATE projections.checkpoints SET position = $3, updated_at = now()
       WHERE read_model = $1 AND position = $2`,
      [this.schema, from, to],
    );
    if (rowCount !== 1) throw new CheckpointMoved(this.schema);
  }
}

export class LiveProjections {
  private readonly models: LiveModel[];
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private waiters: (() => void)[] = [];

  constructor(
    private readonly log: EventLog,
    pool: Pool,
    models: readonly ReadModel[],
  ) {
    this.models = models.map((model) => new LiveModel(pool, model));
  }

  /** Every model must have been built; see `ensureBuilt`. */
  start(): void {
    this.loops.push(this.runTogether());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
    for (const model of this.models) model.state = 'stopped';
  }

  states(): ReadonlyMap<string, LiveState> {
    return new Map(
      this.models.map(({ model, state, position, failure }) => [
        model.name,
        { state, position, failure },
      ]),
    );
  }

  /** True once every model shows `position`; false when it takes longer than `timeoutMs`. */
  async waitFor(position: bigint, timeoutMs: number): Promise<boolean> {
    const shown = () => this.models.every((model) => model.position >= position);
    const deadline = Date.now() + timeoutMs;
    while (!shown()) {
      const left = deadline - Date.now();
      if (left <= 0 || this.stopping.signal.aborted) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  }

  /** One reading of the log feeds all models; whoever fails goes on alone from where it stands. */
  private async runTogether(): Promise<void> {
    const together = new Set(this.models);
    const positions = await this.untilStopped(() =>
      Promise.all(this.models.map((model) => model.resume())),
    );
    if (!positions) return;
    const after = positions.reduce((least, position) => (position < least ? position : least));
    for await (const page of this.pages(after)) {
      await Promise.all([...together].map((model) => this.applyOrLeave(model, page, together)));
      this.wake();
      if (together.size === 0) return;
    }
  }

  private async applyOrLeave(model: LiveModel, page: FeedPage, together: Set<LiveModel>) {
    try {
      await model.apply(page);
    } catch (error) {
      together.delete(model);
      this.loops.push(this.runAlone(model, error));
    }
  }

  private async runAlone(model: LiveModel, first: unknown): Promise<void> {
    let error = first;
    let pause = retryMsMin;
    while (!this.stopping.signal.aborted) {
      if (!(error instanceof CheckpointMoved)) {
        model.state = 'failed';
        model.failure = reasonOf(error);
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        pause = Math.min(pause * 2, retryMsMax);
      }
      try {
        for await (const page of this.pages(await model.resume())) {
          await model.apply(page);
          pause = retryMsMin;
          this.wake();
        }
      } catch (next) {
        error = next;
      }
    }
  }

  private pages(after: bigint) {
    return this.log.feed({ after, signal: this.stopping.signal });
  }

  private wake(): void {
    const waiting = this.waiters;
    this.waiters = [];
    for (const resume of waiting) resume();
  }

  /** The database may be away when we begin; then we wait for it. */
  private async untilStopped<T>(attempt: () => Promise<T>): Promise<T | undefined> {
    let pause = retryMsMin;
    while (!this.stopping.signal.aborted) {
      try {
        return await attempt();
      } catch {
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        pause = Math.min(pause * 2, retryMsMax);
      }
    }
    return undefined;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
