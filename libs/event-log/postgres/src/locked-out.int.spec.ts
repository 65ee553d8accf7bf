/** The password of our role was changed while we run, and is right again later. */
import { eventOf } from '@taizhang/event-log/compliance';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { systemClock } from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import pg from 'pg';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog } from './postgres-event-log';

const role = `clerk_${process.pid}`;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.pool);
  await database.pool.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'right'`);
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'right'];
  pool = new pg.Pool({ connectionString: url.href });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.pool.query(`DROP ROLE ${role}`);
  await database.drop();
});

const isListening = async () =>
  (
    await database.pool.query(
      `SELECT FROM pg_stat_activity WHERE usename = $1 AND query LIKE 'LISTEN%'`,
      [role],
    )
  ).rowCount === 1;

describe('A server that does not let us in any more', () => {
  it('is listened to again once it does', async () => {
    const told: string[] = [];
    const log = createPostgresEventLog({
      ...{ pool, clock: systemClock, pollMs: 50 },
      onFailure: (during, { message }) => void told.push(`${during}: ${message}`),
    });
    const feed = log.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    await eventually(isListening);
    await database.pool.query(`ALTER ROLE ${role} PASSWORD 'another'`);
    await database.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1',
      [role],
    );
    await eventually(() => told.some((one) => /^listen: password authentication/.test(one)));
    await expect(log.append('complaint-1', [eventOf()], { expected: 'any' })).rejects.toThrow(
      'password authentication',
    );
    await database.pool.query(`ALTER ROLE ${role} PASSWORD 'right'`);
    await eventually(isListening);
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    expect((await next).value.events).toHaveLength(1);
    await log.close();
  });
});
