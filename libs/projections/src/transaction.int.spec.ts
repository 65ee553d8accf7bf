/** What becomes of a connection on which something failed. */
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { onConnection } from './transaction';

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
