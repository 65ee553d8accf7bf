import type { Pool, PoolClient } from 'pg';

/** Commits what `work` did, or nothing of it. */
export async function inTransaction<T>(
  pool: Pool,
  work: (db: PoolClient) => Promise<T>,
): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query('BEGIN');
    const result = await work(db);
    await db.query('COMMIT');
    return result;
  } catch (error) {
    broken = await db.query('ROLLBACK').then(
      () => undefined,
      (failure: Error) => failure,
    );
    throw error;
  } finally {
    // A connection that cannot roll back is thrown away, not handed to the next.
    db.release(broken);
  }
}
