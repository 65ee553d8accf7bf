/** While a build is worked on: tells its row how far it is, and hears what is wished of it. */
import type { Pool } from 'pg';
import type { Build, BuildPhase } from './build-record';

export type Progress = Readonly<{
  phase: BuildPhase;
  events: number;
  /** Events in the log when the reading began; an estimate where its positions are no numbers. */
  total: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
}>;

/** Ends a build and throws away what was computed. */
export class RebuildCancelled extends Error {}

/** Ends a build for now; what was computed is kept, and it can be gone on with. */
export class RebuildPaused extends Error {}

export type WatchOptions = Readonly<{
  /** Cancels. */
  signal?: AbortSignal;
  /** Pauses. */
  pause?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** How often others see how far it is, and how long a wish of theirs may wait. */
  lookMs?: number;
}>;

const lookMsDefault = 500;

export class BuildWatch {
  private wish: Build['wish'] = null;
  private progress: Progress | undefined;
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> | undefined;
  private readonly cancelling = new AbortController();
  /** Ends the reading of a log that gives nothing, e.g. because it is away. */
  readonly cancelled: AbortSignal;
  /** The same once all is saved: whoever pauses then loses nothing, and need not wait either. */
  readonly leaving: AbortSignal;

  constructor(
    private readonly pool: Pool,
    private readonly build: Build,
    private readonly options: WatchOptions,
  ) {
    const { signal, pause } = options;
    const wished = this.cancelling.signal;
    this.cancelled = signal ? AbortSignal.any([signal, wished]) : wished;
    this.leaving = pause ? AbortSignal.any([pause, this.cancelled]) : this.cancelled;
    // Beside the work, never in its way: a look that fails is made up for by the next.
    this.timer = setInterval(() => this.look(), options.lookMs ?? lookMsDefault);
  }

  tell(progress: Progress): void {
    const phaseBegins = progress.phase !== this.progress?.phase;
    this.progress = progress;
    if (phaseBegins) this.look();
    this.options.onProgress?.(progress);
  }

  /** @throws RebuildCancelled */
  stopIfCancelled(): void {
    if (this.cancelled.aborted) {
      throw new RebuildCancelled('The rebuild was cancelled');
    }
  }

  /** Where it can be gone on from. @throws RebuildCancelled, RebuildPaused */
  stopIfLeaving(): void {
    this.stopIfCancelled();
    if (this.isToPause) throw new RebuildPaused('The rebuild was paused');
  }

  /** To be asked where it could be gone on from. */
  get isToPause(): boolean {
    return this.options.pause?.aborted === true || this.wish === 'pause';
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private look(): void {
    this.looking ??= this.exchange()
      .catch(() => undefined)
      .finally(() => (this.looking = undefined));
  }

  private async exchange(): Promise<void> {
    const { phase, events, total, eventsPerSecond, secondsLeft } = this.progress ?? {};
    const { rows } = await this.pool.query<Pick<Build, 'wish'>>(
      // A look may come late: what is built and waits to be switched in is not read again, and
      // what was saved meanwhile is not taken back.
      `UPDATE projections.builds SET
         phase = CASE phase WHEN 'switching' THEN phase ELSE coalesce($2, phase) END,
         events = greatest($3, events), total = coalesce($4, total),
         events_per_second = coalesce($5, events_per_second),
         seconds_left = $6, updated_at = now()
       WHERE id = $1 AND state = 'running' RETURNING wish`,
      [this.build.id, phase, events, total, eventsPerSecond, secondsLeft ?? null],
    );
    this.wish = rows[0]?.wish ?? null;
    if (this.wish === 'cancel') this.cancelling.abort();
  }
}
