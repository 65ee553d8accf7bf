/** Connections that nobody answers on although nobody has ended them. */
import {
  createTestDatabase,
  openForgetfulNetwork,
  type ForgetfulNetwork,
  type TestDatabase,
} from '@taizhang/platform/database/testing';
import type { Pool, PoolClient } from 'pg';
import { openDataSource } from './data-source';
import { withOwnConnection } from './own-connection';
import { openPool } from './pool';

// Long for a server that is busy, and has not yet begun with what it was asked.
const silentMs = 400;
const noAnswer = `PostgreSQL did not answer within ${silentMs} ms`;

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

describe('A pool', () => {
  let pool: Pool;

  beforeEach(() => (pool = openPool(network.url, { max: 2, silentMs })));
  afterEach(() => pool.end());

  it('is itself again after all its connections fell silent', async () => {
    const lent = [await pool.connect(), await pool.connect()];
    const idle = lent.map((client) => client.query('SELECT 1'));
    await Promise.all(idle);
    network.forget();
    const asked = lent.map((client) =>
      client.query('SELECT 2').then(
        () => client.release(),
        (error: Error) => (client.release(), error.message),
      ),
    );
    expect(await Promise.all(asked)).toEqual([noAnswer, noAnswer]);
    expect((await pool.query('SELECT 3 AS three')).rows).toEqual([{ three: 3 }]);
  });

  it('knows that an answer is lost which the server has given', async () => {
    const holder = await holding();
    const asked = pool.query('SELECT pg_advisory_xact_lock(1)');
    const lost = expect(asked).rejects.toThrow(noAnswer);
    while ((await waiting()) === 0);
    network.forget();
    await letGo(holder);
    await lost;
  });

  it('waits for a statement that takes long, and for whoever waits for a lock', async () => {
    const holder = await holding();
    const slow = pool.query(`SELECT 'slow' AS is FROM pg_sleep(${(silentMs * 3) / 1000})`);
    const locked = pool.query(`SELECT 'free' AS is FROM pg_advisory_xact_lock(1)`);
    expect((await slow).rows).toEqual([{ is: 'slow' }]);
    await letGo(holder);
    expect((await locked).rows).toEqual([{ is: 'free' }]);
  });
});

describe('A connection outside the pool', () => {
  it('ends work of minutes when it falls silent', async () => {
    const pool = openPool(network.url, { silentMs });
    const asked = withOwnConnection(pool, 'taizhang test', async (db) => {
      await db.query('SELECT 1');
      network.forget();
      return db.query('SELECT 2');
    });
    await expect(asked).rejects.toThrow(noAnswer);
    await pool.end();
  });

  it('waits for what somebody holds, where nobody else of the pool does for long', async () => {
    const pool = openPool(database.url, { heldMsMax: 100 });
    const patience = `SELECT current_setting('lock_timeout') AS is`;
    const own = await withOwnConnection(pool, 'taizhang test', (db) => db.query(patience));
    expect([...(await pool.query(patience)).rows, ...own.rows]).toEqual([
      { is: '100ms' },
      { is: '0' },
    ]);
    await pool.end();
  });
});

describe('What queries read from', () => {
  it('is itself again after its connections fell silent', async () => {
    const source = await openDataSource(network.url, [], { poolSize: 1, silentMs });
    await source.query('SELECT 1');
    network.forget();
    await expect(source.query('SELECT 2')).rejects.toThrow(noAnswer);
    expect(await source.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
    await source.destroy();
  });

  it('does not wait without end for tables that somebody holds', async () => {
    await database.pool.query('CREATE TABLE rows (id int)');
    const holder = await holding();
    await holder.query('LOCK TABLE rows');
    const source = await openDataSource(network.url, [], { statementMsMax: 100 });
    await expect(source.query('SELECT FROM rows')).rejects.toMatchObject({ code: '57014' });
    await letGo(holder);
    await source.destroy();
  });
});

/** Somebody who holds what others wait for. */
async function holding(): Promise<PoolClient> {
  const holder = await database.pool.connect();
  await holder.query('BEGIN; SELECT pg_advisory_xact_lock(1)');
  return holder;
}

async function letGo(holder: PoolClient): Promise<void> {
  await holder.query('ROLLBACK');
  holder.release();
}

async function waiting(): Promise<number> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rowCount ?? 0;
}
