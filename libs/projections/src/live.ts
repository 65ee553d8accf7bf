/**
 * Keeps read models up to date. Rows and checkpoint move in one transaction, so an event has
 * exactly one effect whatever crashes; a model that fails holds up no other.
 */
import {
  PositionBeyondHead,
  type EventLog,
  type FeedPage,
  type ReadModel,
  type SubscriberState,
  type Watched,
} from '@taizhang/kernel';
import { watchedLog } from '@taizhang/platform/subscribers';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isAnyBehind } from './checkpoints';
import { CheckpointMoved, LiveModel, leastPosition, type LiveState } from './live-model';
import { takeTogether } from './shared-page';
import { tendParked } from './tend-parked';
import { Waiters } from './waiters';

const retryMsMin = 200;
const retryMsMax = 10_000;
/** Nobody waits for a read model that has been failing for so long. */
const patienceMs = 5_000;
/** The others do not wait longer for one whose tables somebody holds, or that is slow. */
const togetherMs = 2_000;
/** Nor for one that lags: so many full pages in a row that the others have taken in already. */
const fullPage = 500;
const knownPagesMax = 2;
/** After a smaller page there is a rest as long as it took: the busier, the more share the next. */
const smallPage = 100;
const restMsMax = 200;
/** How soon it is noticed that the database has lost what it had not synced. */
const lookMs = 1_000;
const answerMsDefault = 60_000;

export type LiveOptions = Readonly<{
  /** A log that gives nothing for so long although it holds more is asked anew. */
  silenceMsMax?: number;
  /** So long may the database take for a page. */
  answerMsMax?: number;
  /** Told in a sentence whenever the reading of the log was begun anew. */
  onRestart?: (why: string) => void;
  /** Told when something was parked, before anybody who waits for it goes on. */
  onParked?: () => void;
}>;

export class LiveProjections implements Watched {
  private readonly models: readonly LiveModel[];
  private readonly stopping = new AbortController();
  private readonly loops = new Set<Promise<void>>();
  private readonly waiters = new Waiters();
  /** Those that one reading of the log feeds. */
  private readonly together = new Set<LiveModel>();
  /** How far that reading came; undefined while there is none. */
  private sharedThrough: bigint | undefined;
  /** Ends that reading, to begin where the models stand in the database. */
  private anew = new AbortController();
  private isDoubted = false;
  private readonly log: EventLog;
  private readonly answerMsMax: number;
  private restarts = 0;
  private restartReason: string | null = null;

  constructor(
    log: EventLog,
    private readonly pool: Pool,
    models: readonly ReadModel[],
    { silenceMsMax, answerMsMax = answerMsDefault, onRestart, onParked }: LiveOptions = {},
  ) {
    this.answerMsMax = answerMsMax;
    // Each model that goes on alone listens to it.
    setMaxListeners(0, this.stopping.signal);
    this.models = models.map((model) => new LiveModel(log, pool, model, { answerMsMax, onParked }));
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
    this.keep(this.watchPlaces());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.waiters.wake();
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
    const deadline = performance.now() + timeoutMs;
    while (!shown()) {
      const left = deadline - performance.now();
      if (left <= 0 || this.stopping.signal.aborted) return false;
      const isHopeless = this.models.some(
        (model) => model.current().position < position && model.failingMs() > patienceMs,
      );
      if (isHopeless) return false;
      await this.waiters.wait(Math.min(left, patienceMs));
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
      if (this.isDoubted) await this.lookUpPlaces();
      if (this.together.size === 0) {
        await this.waiters.wait();
        continue;
      }
      this.anew = new AbortController();
      const signal = AbortSignal.any([this.stopping.signal, this.anew.signal]);
      try {
        this.sharedThrough = leastPosition(this.together);
        let known = 0;
        for await (const page of this.pages(this.sharedThrough, signal)) {
          this.sharedThrough = page.through;
          const begunAt = performance.now();
          const behind = this.behind(page);
          const isKnown = page.events.length >= fullPage && behind.length < this.together.size;
          known = isKnown ? known + 1 : 0;
          if (known === knownPagesMax) {
            for (const model of behind) this.leave(model);
            break;
          }
          await this.applyTogether(behind, page);
          this.waiters.wake();
          const tookMs = performance.now() - begunAt;
          if (page.events.length < smallPage) await this.pause(Math.min(tookMs, restMsMax));
          pauseMs = retryMsMin;
          if (this.together.size === 0) break;
        }
      } catch (error) {
        // The log itself cannot be read.
        for (const model of this.together) model.fail(error);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, retryMsMax);
        if (error instanceof PositionBeyondHead) this.isDoubted = true;
      }
      this.sharedThrough = undefined;
    }
  }

  private async lookUpPlaces(): Promise<void> {
    this.isDoubted = false;
    const resume = (model: LiveModel) =>
      model.resume().catch((error: unknown) => this.leave(model, error));
    await Promise.all([...this.together].map(resume));
  }

  private async watchPlaces(): Promise<void> {
    for (;;) {
      await this.pause(lookMs);
      if (this.stopping.signal.aborted) return;
      const places = [...this.together].map((model) => model.checkpoint());
      if (!(await isAnyBehind(this.pool, places).catch(() => false))) continue;
      this.isDoubted = true;
      this.anew.abort();
    }
  }

  /** Whom a page has something for; of the others it is noted that they have it. */
  private behind({ through }: FeedPage): readonly LiveModel[] {
    const behind = [...this.together].filter((model) => model.current().position < through);
    for (const model of this.together) if (!behind.includes(model)) model.reached(through);
    return behind;
  }

  private async applyTogether(behind: readonly LiveModel[], page: FeedPage): Promise<void> {
    const patience = { answerMsMax: this.answerMsMax, statementMsMax: togetherMs };
    const taken = await takeTogether(this.pool, behind, page, patience).catch(() => undefined);
    // One of them may be the reason: which, and why, is told where each does it by itself.
    if (!taken) return void (await Promise.all(behind.map((one) => this.applyOrLeave(one, page))));
    for (const model of behind) {
      if (taken.includes(model)) model.reached(page.through);
      else this.leave(model, new CheckpointMoved());
    }
  }

  private async applyOrLeave(model: LiveModel, page: FeedPage): Promise<void> {
    const applying = model.apply(page);
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<'overdue'>((resolve) => {
      timer = setTimeout(() => resolve('overdue'), togetherMs);
    });
    try {
      if ((await Promise.race([applying, overdue])) !== 'overdue') return;
      this.together.delete(model);
      this.keep(this.endAlone(model, applying));
    } catch (error) {
      this.leave(model, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The page is taken in, if at all, while the others are far ahead by then. */
  private async endAlone(model: LiveModel, applying: Promise<void>): Promise<void> {
    await this.runAlone(model, await applying.catch((error: unknown) => error));
  }

  private leave(model: LiveModel, error?: unknown): void {
    this.together.delete(model);
    this.keep(this.runAlone(model, error));
  }

  /** Ends when the model can be fed with the others again. */
  private async runAlone(model: LiveModel, first?: unknown): Promise<void> {
    let error = first;
    let pauseMs = retryMsMin;
    while (!this.stopping.signal.aborted) {
      const isMoved = error instanceof CheckpointMoved;
      const { position: stood } = model.current();
      if (error !== undefined && !isMoved) {
        model.fail(error);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, retryMsMax);
      }
      try {
        await model.resume();
        // It did not move: somebody holds it, and alone it can wait for that.
        const isHeld = isMoved && model.current().position === stood;
        if (!isHeld && this.rejoined(model)) return;
        for await (const page of this.pages(model.current().position)) {
          await model.apply(page);
          pauseMs = retryMsMin;
          this.waiters.wake();
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
    this.waiters.wake();
    return true;
  }

  private pages(after: bigint, signal = this.stopping.signal) {
    return this.log.feed({ after, signal });
  }

  private keep(loop: Promise<void>): void {
    this.loops.add(loop);
    void loop.finally(() => this.loops.delete(loop));
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
