/**
 * Keeps read models up to date. Rows and checkpoint move in one transaction, so an event has
 * exactly one effect whatever crashes; a model that fails holds up no other.
 */
import type { EventLog, FeedPage, ReadModel, SubscriberState, Watched } from '@taizhang/kernel';
import { watchedLog } from '@taizhang/platform/subscribers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { movingCheckpoints } from './checkpoints';
import { CheckpointMoved, LiveModel, type LiveState } from './live-model';
import { tendParked } from './tend-parked';
import { onConnection } from './transaction';
import { withinTime } from './within-time';

const retryMsMin = 200;
const retryMsMax = 10_000;
/** Nobody waits for a read model that has been failing for so long. */
const patienceMs = 5_000;
const answerMsDefault = 60_000;

export type LiveOptions = Readonly<{
  /** A log that gives nothing for so long although it holds more is asked anew. */
  silenceMsMax?: number;
  /** So long may the database take for a page. */
  answerMsMax?: number;
  /** Told in a sentence whenever the reading of the log was begun anew. */
  onRestart?: (why: string) => void;
}>;

export class LiveProjections implements Watched {
  private readonly models: readonly LiveModel[];
  private readonly stopping = new AbortController();
  private readonly loops = new Set<Promise<void>>();
  private readonly waiters = new Set<() => void>();
  /** Those that one reading of the log feeds. */
  private readonly together = new Set<LiveModel>();
  /** How far that reading came; undefined while there is none. */
  private sharedThrough: bigint | undefined;
  private readonly log: EventLog;
  private readonly answerMsMax: number;
  private restarts = 0;
  private restartReason: string | null = null;

  constructor(
    log: EventLog,
    private readonly pool: Pool,
    models: readonly ReadModel[],
    { silenceMsMax, answerMsMax = answerMsDefault, onRestart }: LiveOptions = {},
  ) {
    this.answerMsMax = answerMsMax;
    this.models = models.map((model) => new LiveModel(pool, model, answerMsMax));
    this.log = watchedLog(log, {
      ...(silenceMsMax !== undefined && { silenceMsMax }),
      onRestart: (why) => {
        this.restarts++;
        this.restartReason = why;
        onRestart?.(why);
      },
    });
  }

  /** Every model must have been built; see `ensureBuilt`. */
  start(): void {
    this.keep(this.begin());
    const models = this.models.map(({ model }) => model);
    this.keep(tendParked(this.log, this.pool, models, this.stopping.signal));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    while (this.loops.size > 0) await Promise.all(this.loops);
    for (const model of this.models) model.stop();
  }

  states(): ReadonlyMap<string, LiveState> {
    return new Map(this.models.map((live) => [live.model.name, live.current()]));
  }

  /** How each is, and how often the reading that feeds them was begun anew. */
  async subscribers(): Promise<readonly SubscriberState[]> {
    const { restarts, restartReason } = this;
    return this.models.map((model) => ({ ...model.subscriber(), restarts, restartReason }));
  }

  /**
   * True once every model shows `position`. False when it takes longer than `timeoutMs`, and at
   * once when one of them has been failing for long: whoever asks is better told than kept.
   * A parked key holds up nobody.
   */
  async waitFor(position: bigint, timeoutMs: number): Promise<boolean> {
    const shown = () => this.models.every((model) => model.current().position >= position);
    const deadline = Date.now() + timeoutMs;
    while (!shown()) {
      const left = deadline - Date.now();
      if (left <= 0 || this.stopping.signal.aborted) return false;
      const isHopeless = this.models.some(
        (model) => model.current().position < position && model.failingMs() > patienceMs,
      );
      if (isHopeless) return false;
      await this.somethingNew(Math.min(left, patienceMs));
    }
    return true;
  }

  private async begin(): Promise<void> {
    await Promise.all(
      this.models.map((model) =>
        model.resume().then(
          () => void this.together.add(model),
          (error: unknown) => this.leave(model, error),
        ),
      ),
    );
    await this.runTogether();
  }

  /** One reading of the log feeds all models; whoever fails goes on alone from where it stands. */
  private async runTogether(): Promise<void> {
    let pauseMs = retryMsMin;
    while (!this.stopping.signal.aborted) {
      if (this.together.size === 0) {
        await this.somethingNew();
        continue;
      }
      this.sharedThrough = leastPosition(this.together);
      try {
        for await (const page of this.pages(this.sharedThrough)) {
          this.sharedThrough = page.through;
          await this.applyTogether(page);
          this.wake();
          pauseMs = retryMsMin;
          if (this.together.size === 0) break;
        }
      } catch (error) {
        // The log itself cannot be read.
        for (const model of this.together) model.fail(error);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, retryMsMax);
      }
      this.sharedThrough = undefined;
    }
  }

  /** Most pages hold nothing for most models: those move on together, by one statement. */
  private async applyTogether(page: FeedPage): Promise<void> {
    const models = [...this.together];
    const concerned = new Set(models.filter((model) => model.newsIn(page).length > 0));
    await Promise.all([
      ...[...concerned].map((model) => this.applyOrLeave(model, page)),
      this.passOver(
        models.filter((model) => !concerned.has(model)),
        page.through,
      ),
    ]);
  }

  private async passOver(models: readonly LiveModel[], through: bigint): Promise<void> {
    const behind = models.filter((model) => model.current().position < through);
    try {
      const moved = await this.moved(behind, through);
      for (const model of models) {
        const [schema] = model.checkpoint();
        if (!behind.includes(model) || moved.has(schema)) model.reached(through);
        else this.leave(model, new CheckpointMoved(schema));
      }
    } catch (error) {
      for (const model of models) this.leave(model, error);
    }
  }

  private async moved(models: readonly LiveModel[], to: bigint): Promise<ReadonlySet<string>> {
    if (models.length === 0) return new Set();
    const checkpoints = models.map((model) => model.checkpoint());
    const { rows } = await onConnection(this.pool, (db) =>
      withinTime(db, this.answerMsMax, () =>
        db.query<{ schema: string }>(movingCheckpoints(checkpoints, to)),
      ),
    );
    return new Set(rows.map(({ schema }) => schema));
  }

  private async applyOrLeave(model: LiveModel, page: FeedPage): Promise<void> {
    try {
      await model.apply(page);
    } catch (error) {
      this.leave(model, error);
    }
  }

  private leave(model: LiveModel, error: unknown): void {
    this.together.delete(model);
    this.keep(this.runAlone(model, error));
  }

  /** Ends when the model can be fed with the others again. */
  private async runAlone(model: LiveModel, first: unknown): Promise<void> {
    let error = first;
    let pauseMs = retryMsMin;
    while (!this.stopping.signal.aborted) {
      if (!(error instanceof CheckpointMoved)) {
        model.fail(error);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, retryMsMax);
      }
      try {
        await model.resume();
        if (this.rejoined(model)) return;
        for await (const page of this.pages(model.current().position)) {
          await model.apply(page);
          pauseMs = retryMsMin;
          this.wake();
          if (this.rejoined(model)) return;
        }
      } catch (next) {
        error = next;
      }
    }
  }

  /** Whoever is ahead may join: it passes over the pages it has seen. */
  private rejoined(model: LiveModel): boolean {
    const shared = this.sharedThrough;
    if (shared !== undefined && model.current().position < shared) return false;
    this.together.add(model);
    this.wake();
    return true;
  }

  private pages(after: bigint) {
    return this.log.feed({ after, signal: this.stopping.signal });
  }

  private keep(loop: Promise<void>): void {
    this.loops.add(loop);
    void loop.finally(() => this.loops.delete(loop));
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** Resolves when a model has moved, or after `ms`. */
  private somethingNew(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => done(), ms);
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      this.waiters.add(done);
    });
  }

  private wake(): void {
    for (const resume of [...this.waiters]) resume();
  }
}

const leastPosition = (models: ReadonlySet<LiveModel>) =>
  [...models]
    .map((model) => model.current().position)
    .reduce((least, position) => (position < least ? position : least));
