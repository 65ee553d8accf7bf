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
const noAnswer = /^PostgreSQL did not answer within \d+ ms$/;

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
    const told = await Promise.all(asked);
    expect(told).toEqual([expect.stringMatching(noAnswer), expect.stringMatching(noAnswer)]);
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

describe('A process of the server that stands still at work', () => {
  const answerMsMax = 1_000;
  const work = `SELECT 1 AS one FROM pg_sleep(0.5)`;

  it('is not waited for without end, and who asks next is answered by another', async () => {
    const pool = openPool(database.url, { max: 1, silentMs, answerMsMax });
    await whileFrozen(pool.query(work), () => pool.query('SELECT 2'));
    await pool.end();
  });

  it('is not waited for longer by queries than a statement may take', async () => {
    const limits = { poolSize: 1, silentMs, statementMsMax: 1_000 };
    const source = await openDataSource(database.url, [], limits);
    await whileFrozen(source.query(work), () => source.query('SELECT 2'));
    await source.destroy();
  });

  it('is told from one that waits for a lock, and from work of minutes', async () => {
    const pool = openPool(database.url, { max: 1, silentMs, answerMsMax: 1 });
    const holder = await holding();
    const locked = pool.query('SELECT pg_advisory_xact_lock(1)');
    const long = `SELECT 'slow' AS is FROM pg_sleep(${(silentMs * 3) / 1000})`;
    const slow = await withOwnConnection(pool, 'taizhang test', (db) => db.query(long));
    expect(slow.rows).toEqual([{ is: 'slow' }]);
    await letGo(holder);
    expect((await locked).rowCount).toBe(1);
    await pool.end();
  });
});

/** Stops what works on `asked`, which is given up, and asks again. */
async function whileFrozen(asked: Promise<unknown>, again: () => Promise<unknown>): Promise<void> {
  const lost = expect(asked).rejects.toThrow(noAnswer);
  const working = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  let pid: number | undefined;
  while (!pid) pid = (await database.pool.query<{ pid: number }>(working)).rows[0]?.pid;
  process.kill(pid, 'SIGSTOP');
  try {
    await lost;
    await again();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

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
