/** An older backup is put back while processes run: nothing that comes then is passed over. */
import { eventOf, eventsOf, idsOf, positionsOf, readAll } from '@taizhang/event-log/compliance';
import { PositionBeyondHead, systemClock, type FeedPage } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { Pool } from 'pg';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog, type PostgresEventLog } from './postgres-event-log';

describe('A log of which the end is gone', () => {
  let database: TestDatabase;
  let pool: Pool;
  let log: PostgresEventLog;
  /** Of another process. */
  let other: PostgresEventLog;

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 6 });
    await migrateEventLog(pool);
    log = createPostgresEventLog({ pool, clock: systemClock, pollMs: 50 });
    other = createPostgresEventLog({ pool: database.pool, clock: systemClock });
  });
  afterEach(async () => {
    await Promise.all([log.close(), other.close()]);
    await pool.end();
    await database.drop();
  });

  /** As a backup that ended at `position`. */
  const fallBackTo = (position: bigint) =>
    database.pool.query(
      `ALTER TABLE ledger.events DISABLE TRIGGER append_only;
       DELETE FROM ledger.events WHERE position > ${position};
       ALTER TABLE ledger.events ENABLE TRIGGER append_only`,
    );
  const follow = async (after: bigint) => {
    const feed = log.feed({ after })[Symbol.asyncIterator]();
    expect((await feed.next()).value).toMatchObject({ through: after, caughtUp: true });
    return feed;
  };

  it('ends the feeds that are beyond it, and shows nobody what is gone', async () => {
    const feed = await follow(0n);
    let page = feed.next();
    await log.append('complaint-1', eventsOf(5), { expected: 'any' });
    expect(((await page).value as FeedPage).through).toBe(5n);
    page = feed.next();
    await fallBackTo(3n);
    await expect(page).rejects.toThrow(PositionBeyondHead);

    const again = await follow(3n);
    const next = again.next();
    const events = eventsOf(2);
    await other.append('complaint-2', events, { expected: 'no-stream' });
    const { events: shown } = (await next).value as FeedPage;
    expect(idsOf(shown)).toEqual(idsOf(events));
    await again.return!();
  });

  it('is noticed by the first append as well, which leaves no gap', async () => {
    for (const event of eventsOf(5)) {
      const revision = (await log.readStream('complaint-1')).length - 1;
      const expected = revision < 0 ? 'no-stream' : revision;
      await log.append('complaint-1', [event], { expected });
    }
    await fallBackTo(3n);
    // The server was away meanwhile.
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    const event = eventOf();
    const insist = async (): Promise<bigint> =>
      log.append('complaint-2', [event], { expected: 'no-stream' }).then(
        ({ position }) => position,
        () => insist(),
      );
    expect(await insist()).toBe(4n);
    expect(positionsOf((await readAll(other)).events)).toEqual([1n, 2n, 3n, 4n]);
    expect(idsOf((await readAll(log)).events).at(-1)).toBe(event.id);
  });
});
