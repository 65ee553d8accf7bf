import pg from 'pg';
import { sessionSettings, type SetUp } from './pool';

/**
 * A connection outside the pool, for work that holds it for minutes: what serves people must not
 * wait for it. Set up as those of the pool are, but it waits for whoever holds something, and for
 * answers as long as they take.
 */
export async function withOwnConnection<T>(
  pool: pg.Pool,
  name: string,
  work: (db: pg.Client) => Promise<T>,
): Promise<T> {
  const settings = sessionSettings(pool);
  const patient = {
    options: `${settings.options ?? ''} -c lock_timeout=0`,
    application_name: name,
  };
  const db = new pg.Client({ ...settings, ...patient });
  // Losing the connection fails the query in flight as well; that failure is the one told.
  db.on('error', () => undefined);
  await db.connect();
  try {
    await (pool.options.onConnect as SetUp | undefined)?.(db, Infinity);
    return await work(db);
  } finally {
    await db.end().catch(() => undefined);
  }
}
