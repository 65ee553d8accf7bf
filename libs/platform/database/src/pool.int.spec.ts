/** Connections that break at the worst moment: lent out, with no query under way. */
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { Pool } from 'pg';
import { openDataSource } from './data-source';
import { isPassing } from './passing';
import { openPool } from './pool';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 2 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

it('a connection that breaks between two queries fails the next one, not the process', async () => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => void client.once('end', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow();
  } finally {
    client.release(true);
  }
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('what a closed connection waited for is waited for no longer', async () => {
  const holder = await database.pool.connect();
  await holder.query('BEGIN; SELECT pg_advisory_xact_lock(1)');
  const client = await pool.connect();
  const asked = client.query('SELECT pg_advisory_xact_lock(1)');
  const closed = expect(asked).rejects.toThrow();
  const waiting = async () => {
    const text = `SELECT FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = $1`;
    const { rowCount } = await holder.query(text, [new URL(database.url).pathname.slice(1)]);
    return rowCount;
  };
  while ((await waiting()) === 0);
  await client.end();
  await closed;
  client.release();
  while ((await waiting()) === 1);
  await holder.query('ROLLBACK');
  holder.release();
});

it('each connection listens from the moment it is made, and once', async () => {
  const client = await pool.connect();
  const listeners = client.listenerCount('error');
  client.release();
  const again = await pool.connect();
  expect([listeners, again.listenerCount('error')]).toEqual([1, 1]);
  again.release();
});

it('instants are read as they are, however the database would write them for people', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await database.pool.query(`ALTER DATABASE "${name}" SET datestyle = 'SQL, DMY'`);
  const fresh = openPool(database.url, { max: 1 });
  const text = `SELECT timestamptz '2026-01-05 08:00:00.5+00' AS at, date '2026-01-05' AS on`;
  const { rows } = await fresh.query(text).finally(() => fresh.end());
  expect(rows).toEqual([{ at: '2026-01-05T08:00:00.500Z', on: '2026-01-05' }]);
});

it('nobody waits for long for what somebody holds, where so much patience is told', async () => {
  await database.pool.query('CREATE TABLE rows (id int)');
  const holder = await database.pool.connect();
  await holder.query('BEGIN; LOCK TABLE rows');
  const hurried = openPool(database.url, { max: 1, heldMsMax: 100 });
  const failure = await hurried.query('SELECT FROM rows').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: '55P03' });
  expect(isPassing(failure)).toBe(true);
  await hurried.end();
  holder.release(true);
});

it('a session whose client was forgotten on the way ends within minutes', async () => {
  const source = await openDataSource(database.url, []);
  // As the system has it for this connection.
  const ask = (setting: string) => `SELECT current_setting('tcp_keepalives_${setting}') AS seconds`;
  const asked = [pool.query(ask('idle')), pool.query(ask('interval'))];
  const [idle, interval] = (await Promise.all(asked)).map(({ rows }) => rows);
  expect([idle, interval]).toEqual([[{ seconds: '60' }], [{ seconds: '10' }]]);
  expect(await source.query(ask('idle'))).toEqual(idle);
  await source.destroy();
});
