/**
 * One worker at a time among any number of processes. Whoever holds a PostgreSQL advisory lock
 * leads; the lock belongs to a session of its own and is gone with it, however the process ends.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sessionSettings } from './pool';

/** Does the work until the signal aborts, and has ended (no effect any more) when it resolves. */
export type LeaderWork = (signal: AbortSignal) => Promise<void>;

export type LeadOptions = Readonly<{
  /** How often who does not lead looks whether the place is free. */
  pollMs?: number;
  /** Told of work that failed and of connections that were lost; the work begins again. */
  onFailure?: (error: unknown) => void;
}>;

export type Leading = Readonly<{
  /** Whether the work is being done here at this moment. */
  isLeading(): boolean;
  /** Ends the work, waits for its end, and lets another process lead. */
  stop(): Promise<void>;
}>;

const heartbeatMs = 2_000;
/** A leader silent for so long (frozen, cut off) loses the place: PostgreSQL ends its session. */
const silenceMsMax = 10_000;
const retryMsMin = 100;
const retryMsMax = 10_000;

/**
 * Does `work` whenever this process leads under `name`. Work that returns or fails begins again
 * after a pause, perhaps in another process. A leader that was frozen may finish one step after
 * another took over: steps must bear being done twice, as after any crash.
 */
export function lead(
  pool: pg.Pool,
  name: string,
  work: LeaderWork,
  { pollMs = 500, onFailure = () => undefined }: LeadOptions = {},
): Leading {
  const stopping = new AbortController();
  let leading = false;
  const whileLeading = async (signal: AbortSignal) => {
    leading = true;
    try {
      await work(signal);
    } finally {
      leading = false;
    }
  };
  const campaign = async () => {
    let pause = retryMsMin;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      try {
        await leadOnce(pool, name, { work: whileLeading, pollMs, stop: stopping.signal });
      } catch (error) {
        onFailure(error);
      }
      // What worked for long before it ended deserves a quick new beginning.
      pause = Date.now() - startedAt > retryMsMax ? retryMsMin : Math.min(pause * 2, retryMsMax);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = campaign();
  return {
    isLeading: () => leading,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

type Turn = Readonly<{ work: LeaderWork; pollMs: number; stop: AbortSignal }>;

/** One session: waits for the place, works, and gives the place back. */
async function leadOnce(pool: pg.Pool, name: string, { work, pollMs, stop }: Turn): Promise<void> {
  const client = new pg.Client({ ...sessionSettings(pool), query_timeout: silenceMsMax });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('The connection that leads has ended')));
  const signal = AbortSignal.any([stop, lost.signal]);
  try {
    await client.connect();
    await client.query(`SET idle_session_timeout = ${silenceMsMax + pollMs}`);
    while (!(await obtain(client, name))) {
      await delay(pollMs, undefined, { signal });
    }
    const beating = keepAlive(client, lost);
    await work(signal).finally(() => clearInterval(beating));
    if (!stop.aborted) throw lost.signal.reason ?? new Error(`The work of ${name} has ended`);
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function obtain(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ obtained: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS obtained`,
    [`lead ${name}`],
  );
  return rows[0]?.obtained === true;
}

/** Says that we are alive, and finds out when PostgreSQL is not although nothing told so. */
function keepAlive(client: pg.Client, lost: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    client.query('SELECT 1').catch((error) => lost.abort(error));
  }, heartbeatMs);
}
