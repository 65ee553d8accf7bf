import type { ClientBase } from 'pg';

/**
 * Does `work` on a connection, and cuts the connection when it takes too long: what waits for an
 * answer that never comes would wait for ever, and hold up whoever works beside it.
 * @throws what `work` throws, or that it took too long
 */
export async function withinTime<T>(
  db: ClientBase,
  ms: number,
  work: () => Promise<T>,
): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    socketOf(db).destroy();
  }, ms);
  try {
    return await work();
  } catch (error) {
    if (isLate) throw new Error(`The database did not answer within ${ms} ms`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** pg cannot be told to give up a query; without its socket it does. */
const socketOf = (db: ClientBase) =>
  (db as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
