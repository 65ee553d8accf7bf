/**
 * How every subscriber of this process is, written down again and again beside those of the other
 * processes: whoever dies, hangs or lags is seen from anywhere.
 */
import type { Instant, SubscriberState, Watched } from '@taizhang/kernel';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

export const beatMs = 5_000;
/** A process of which nothing was heard for so long is told of as silent. */
export const silentAfterMs = 20_000;
/** And is forgotten after so long, as processes come and go. */
const forgottenAfterHours = 24;

/** A subscriber as its operators see it, from any process. */
export type SubscriberSeen = Omit<SubscriberState, 'state' | 'progressAt'> &
  Readonly<{
    process: string;
    /** `silent`: its process has not been heard of. */
    state: SubscriberState['state'] | 'silent';
    progressAt: Instant | null;
    beatAt: Instant;
  }>;

export type HeartbeatOptions = Readonly<{
  /** Names this process; nothing else must have the same. */
  process?: string;
  /** Told each time that nothing could be written down: to others this process falls silent. */
  onFailure?: (error: unknown) => void;
}>;

export class Heartbeats {
  private readonly stopping = new AbortController();
  private readonly process: string;
  private running: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly watched: readonly Watched[],
    private readonly options: HeartbeatOptions = {},
  ) {
    this.process = options.process ?? `${hostname()}-${globalThis.process.pid}`;
  }

  start(): void {
    this.running = this.run();
  }

  /** This process is forgotten at once: what it did others do now. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.pool
      .query('DELETE FROM platform.subscribers WHERE process = $1', [this.process])
      .catch(() => undefined);
  }

  /** Writes down how everything is now. */
  async beat(): Promise<void> {
    const told = await Promise.allSettled(this.watched.map((one) => one.subscribers()));
    // Who cannot say how it is falls silent, and the others do not for its sake.
    const states = told.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const rows = states.map(({ position, progressAt, failureClass, restartReason, ...row }) => ({
      ...row,
      position: position === null ? null : String(position),
      progress_at: progressAt,
      failure_class: failureClass,
      restart_reason: restartReason,
    }));
    await this.pool.query(
      `WITH gone AS (DELETE FROM platform.subscribers
         WHERE beat_at NOT BETWEEN now() - make_interval(hours => ${forgottenAfterHours})
           AND now() + make_interval(hours => ${forgottenAfterHours}))
       INSERT INTO platform.subscribers (name, process, kind, state, position, progress_at,
         failure, failure_class, restarts, restart_reason)
       SELECT name, $2, kind, state, position, progress_at, failure, failure_class, restarts,
         restart_reason
       FROM jsonb_to_recordset($1::jsonb) AS rows(name text, kind text, state text,
         position bigint, progress_at timestamptz, failure text, failure_class text,
         restarts integer, restart_reason text)
       ON CONFLICT (name, process) DO UPDATE SET kind = excluded.kind, state = excluded.state,
         position = excluded.position, progress_at = excluded.progress_at,
         failure = excluded.failure, failure_class = excluded.failure_class,
         restarts = excluded.restarts, restart_reason = excluded.restart_reason, beat_at = now()`,
      [JSON.stringify(rows), this.process],
    );
  }

  /**
   * Whoever was killed here and is started again is no alarm for a day: what the process before did
   * this one does. Of other machines nobody can tell.
   */
  private async forgetDead(): Promise<void> {
    const { rows } = await this.pool.query<{ process: string }>(
      'SELECT DISTINCT process FROM platform.subscribers',
    );
    const dead = rows.map(({ process }) => process).filter(isDeadHere);
    await this.pool.query('DELETE FROM platform.subscribers WHERE process = ANY($1)', [dead]);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    await this.forgetDead().catch(() => undefined);
    while (!signal.aborted) {
      await this.beat().catch((error: unknown) => this.options.onFailure?.(error));
      await delay(beatMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** A process of this machine, by the name it is given above, that is no more. */
function isDeadHere(name: string): boolean {
  const pid = /^(.*)-(\d+)$/.exec(name);
  if (pid?.[1] !== hostname()) return false;
  try {
    // Asks, and sends nothing.
    globalThis.process.kill(Number(pid[2]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Every subscriber of the installation, as it was last heard of. What was heard of in times to come
 * is of a clock that has been put back since: nobody knows how long ago it was.
 */
export async function seenSubscribers(pool: Pool): Promise<readonly SubscriberSeen[]> {
  const { rows } = await pool.query(
    `SELECT name, process, kind, state, position, progress_at, failure, failure_class, restarts,
       restart_reason, beat_at, beat_at NOT BETWEEN now() - make_interval(secs => $1)
         AND now() + make_interval(secs => $1) AS is_silent
     FROM platform.subscribers ORDER BY kind, name, process`,
    [silentAfterMs / 1000],
  );
  return rows.map((row) => ({
    name: row.name,
    process: row.process,
    kind: row.kind,
    state: row.is_silent ? 'silent' : row.state,
    position: row.position === null ? null : BigInt(row.position),
    progressAt: row.progress_at,
    failure: row.failure,
    failureClass: row.failure_class,
    restarts: row.restarts,
    restartReason: row.restart_reason,
    beatAt: row.beat_at,
  }));
}
