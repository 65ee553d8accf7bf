import type { ClientBase, Pool, PoolClient } from 'pg';

/** Commits what `work` did on this connection, or nothing of it. */
export async function transaction<T>(
  db: ClientBase,
  work: () => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  await db.query(begin);
  return rolledBackOnFailure(db, async () => {
    const result = await work();
    await db.query('COMMIT');
    return result;
  });
}

/** For work that begins a transaction and commits it by itself. */
export async function rolledBackOnFailure<T>(db: ClientBase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A connection that is gone has rolled back already.
    await db.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * The same on a connection of the pool.
 * @param begin may have settings that end with the transaction
 */
export const inTransaction = <T>(
  pool: Pool,
  work: (db: PoolClient) => Promise<T>,
  begin?: string,
): Promise<T> => onConnection(pool, (db) => transaction(db, () => work(db), begin));

/** Does `work` on a connection of the pool, which is thrown away when it was lost. */
export async function onConnection<T>(
  pool: Pool,
  work: (db: PoolClient) => Promise<T>,
): Promise<T> {
  const db = await pool.connect();
  // Losing the connection fails the query in flight as well; that failure is the one told.
  const ignore = () => undefined;
  db.on('error', ignore);
  let broken = true;
  try {
    const result = await work(db);
    broken = false;
    return result;
  } catch (error) {
    broken = await isBroken(db);
    throw error;
  } finally {
    db.off('error', ignore);
    // A connection that does not answer is thrown away, not handed to the next.
    db.release(broken);
  }
}

/** Also one that only reads: it goes on so after the server has begun to write again. */
const isBroken = (db: PoolClient) =>
  db
    .query<{ reads: boolean }>(`SELECT current_setting('transaction_read_only')::bool AS reads`)
    .then(
      ({ rows }) => rows[0]!.reads,
      () => true,
    );
