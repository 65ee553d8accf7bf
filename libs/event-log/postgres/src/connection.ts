/** Connections that may die or fall silent at any moment, and what that means for who used them. */
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, type Pool, type PoolClient } from 'pg';

/** The server did not answer in time; it may be working on the request still. */
export class DeadlinePassed extends Error {}

/**
 * Lends a connection. One that failed, or stayed silent for `deadlineMs`, is closed and never
 * handed out again.
 * @throws DeadlinePassed, or what `use` throws
 */
export async function withClient<T>(
  pool: Pool,
  deadlineMs: number,
  use: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool, deadlineMs);
  try {
    const answer = await within(deadlineMs, use(client));
    giveBack(client);
    return answer;
  } catch (error) {
    giveBack(client, error);
    throw error;
  }
}

/** Back into the pool, unless what failed on it leaves the connection in doubt. */
export function giveBack(client: PoolClient, failure?: unknown): void {
  const isBroken = failure !== undefined && isPassing(failure);
  // A broken one goes on telling of it when nobody uses it any more: it keeps the listener.
  if (!isBroken) client.off('error', toldOtherwise);
  client.release(isBroken);
}

/** Losing a connection fails the query in flight as well; that failure is the one told. */
const toldOtherwise = () => undefined;

/**
 * A connection to keep for a while; to be handed back with `giveBack`.
 * @throws DeadlinePassed, or why there is no connection
 */
export function connect(pool: Pool, deadlineMs: number): Promise<PoolClient> {
  let isLate = false;
  // By callback: a connection can be lost in the moment it is made, before a promise is awaited.
  const connecting = new Promise<PoolClient>((resolve, reject) => {
    pool.connect((error, client) => {
      if (!client) return reject(error);
      if (isLate) return client.release();
      client.on('error', toldOtherwise);
      resolve(client);
    });
  });
  return within(deadlineMs, connecting).catch((error) => {
    isLate = true;
    throw error;
  });
}

/** @throws DeadlinePassed when `work` takes longer; it goes on all the same */
export async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const message = `PostgreSQL did not answer within ${deadlineMs} ms`;
    timer = setTimeout(() => reject(new DeadlinePassed(message)), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

// Connection, rollback by the server, resources, operator, system; then the lock not obtained, the
// server that became read-only in a failover.
const passingClasses = new Set(['08', '40', '53', '57', '58']);
const passingCodes = new Set(['55P03', '25006']);

/**
 * Whether a failure will pass by itself (server gone, restarting, overloaded, silent), as opposed
 * to one that comes back however often the same is tried.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    return passingClasses.has(code.slice(0, 2)) || passingCodes.has(code);
  }
  // Lost connections come in many shapes, mistakes of the program in these. By name, because what
  // the system throws is not always an instance of our own classes.
  const { name, message } = error as Error;
  if (['TypeError', 'RangeError', 'SyntaxError'].includes(name)) return false;
  return !/Cannot use a pool after calling end/.test(message);
}

const pauseMsMin = 50;
const pauseMsMax = 1_000;

/** Tries again, less and less eagerly, while failures are passing and `signal` is not aborted. */
export async function persistently<T>(
  work: () => Promise<T>,
  { signal, onFailure }: { signal: AbortSignal; onFailure: (error: Error) => void },
): Promise<T> {
  for (let pauseMs = pauseMsMin; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      onFailure(error as Error);
      await delay(pauseMs, undefined, { signal });
    }
  }
}
