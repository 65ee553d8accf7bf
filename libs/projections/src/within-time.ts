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

/** How long a transaction may take. */
export type Patience = Readonly<{
  /** All of it: the connection may be dead without telling. */
  answerMsMax: number;
  /** One statement, if that is less: somebody may hold the tables of one of the models. */
  statementMsMax?: number;
}>;

/** A process that stands still in the middle of a page keeps others from it no longer than this. */
const stillMsMax = 10_000;
/** So long one waits for whoever holds a checkpoint or a table: the pool lacks a connection. */
export const heldMsMax = 2_000;

/** Long enough for a slow log to be read. */
const readingMsMax = 60_000;

/**
 * For a transaction that holds a checkpoint while the log is read: who was cut off or stands still
 * gives it back, as nobody else could take in anything.
 */
export const givingBack = (ms = readingMsMax): string =>
  `SET LOCAL idle_in_transaction_session_timeout = ${ms}`;

/**
 * The same by PostgreSQL itself, for one transaction. It does not notice that a connection was cut
 * while it waits for a lock, nor that who has begun does not go on: both would keep what they hold.
 */
export const endingByItself = ({ answerMsMax, statementMsMax = answerMsMax }: Patience): string =>
  `SELECT set_config('statement_timeout', '${Math.min(statementMsMax, answerMsMax)}', true),
     set_config('lock_timeout', '${heldMsMax}', true),
     set_config('idle_in_transaction_session_timeout',
       '${Math.min(answerMsMax, stillMsMax)}', true)`;
