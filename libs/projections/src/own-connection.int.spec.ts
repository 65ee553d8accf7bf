/** A connection outside the pool is as safe from silence as those of the pool, and waits longer. */
import { openPool } from '@taizhang/platform/database';
import {
  createTestDatabase,
  openForgetfulNetwork,
  type ForgetfulNetwork,
  type TestDatabase,
} from '@taizhang/platform/database/testing';
import { withOwnConnection } from './own-connection';

let database: TestDatabase;
let network: ForgetfulNetwork;

beforeAll(async () => {
  database = await createTestDatabase();
  network = await openForgetfulNetwork(database.url);
});
afterAll(async () => {
  network?.close();
  await database?.drop();
});

it('work of minutes ends when its connection falls silent', async () => {
  const pool = openPool(network.url, { silentMs: 400 });
  const asked = withOwnConnection(pool, 'taizhang test', async (db) => {
    await db.query('SELECT 1');
    network.forget();
    return db.query('SELECT 2');
  });
  await expect(asked).rejects.toThrow('PostgreSQL did not answer within 400 ms');
  await pool.end();
});

it('it waits for what somebody holds, where nobody else of the pool does for long', async () => {
  const pool = openPool(database.url, { heldMsMax: 100 });
  const patience = `SELECT current_setting('lock_timeout') AS is`;
  const own = await withOwnConnection(pool, 'taizhang test', (db) => db.query(patience));
  expect([...(await pool.query(patience)).rows, ...own.rows]).toEqual([
    { is: '100ms' },
    { is: '0' },
  ]);
  await pool.end();
});
