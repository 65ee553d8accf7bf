/** What becomes of a connection on which something failed. */
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openPool } from './pool';
import { inTransaction, onConnection } from './transaction';

let database: TestDatabase;

beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database?.drop());

it('one that began while the server only read is not used any more', async () => {
  const pool = openPool(database.url, { max: 1 });
  await pool.query('CREATE TABLE rows (id int)');
  const write = () => onConnection(pool, (db) => db.query('INSERT INTO rows VALUES (1)'));
  // So does a session find itself that began under ALTER DATABASE … SET, for as long as it lasts.
  await pool.query('SET default_transaction_read_only = on');
  await expect(write()).rejects.toMatchObject({ code: '25006' });
  expect(await write()).toMatchObject({ rowCount: 1 });
  await pool.end();
});

it('what failed half way is as if it had never been, and its settings with it', async () => {
  const pool = openPool(database.url, { max: 1 });
  await pool.query('CREATE TABLE lines (id int)');
  const session = async () =>
    (
      await pool.query(
        "SELECT pg_backend_pid() AS pid, current_setting('lock_timeout') AS patience",
      )
    ).rows[0];
  const before = await session();
  const failing = inTransaction(
    pool,
    async (db) => {
      await db.query('INSERT INTO lines VALUES (1)');
      throw new Error('half way');
    },
    'BEGIN; SET LOCAL lock_timeout = 7',
  );
  await expect(failing).rejects.toThrow('half way');
  expect((await pool.query('TABLE lines')).rows).toEqual([]);
  // The connection is good and goes on being used.
  expect(await session()).toEqual(before);
  await pool.end();
});
