import { eventsOf, feedUntil, positionsOf } from '@taizhang/event-log/compliance';
import { systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog } from './postgres-event-log';

describe('A feed', () => {
  it('has asked for the next page when the reader begins to work on this one', async () => {
    const { pool, drop } = await createTestDatabase();
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock });
    try {
      await log.append('complaint-1', eventsOf(30), { expected: 'any' });
      let asked = 0;
      pool.on('acquire', () => asked++);
      const whenTold: number[] = [];
      for await (const { events } of log.feed({ after: 0n, pageSize: 10, untilHead: true })) {
        whenTold.push(asked);
        expect(events).toHaveLength(10);
      }
      // Where the log ends, this page and the next; at last, where it ends by then.
      expect(whenTold).toEqual([3, 4, 5]);
    } finally {
      await log.close();
      await drop();
    }
  });

  it('shares what is new with all others that follow the log', async () => {
    const { url, drop } = await createTestDatabase();
    const pool = openPool(url, { max: 4 });
    const pages: string[] = [];
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        const { text = '' } = args[0] as { text?: string };
        if (text.includes('ORDER BY position FETCH')) pages.push(text);
        return query(...args);
      }) as typeof client.query;
    });
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock });
    const feeds = [undefined, undefined, ['Opened', 'Closed']].map((types) =>
      log.feed({ after: 0n, ...(types && { types }) })[Symbol.asyncIterator](),
    );
    const next = () => Promise.all(feeds.map((feed) => feed.next()));
    try {
      // That they have come to the end of the log, which is empty.
      await next();
      for (const revision of [0, 1, 2]) {
        const [waiting, event] = [next(), eventsOf(3)[revision]!];
        await log.append('complaint-1', [event], { expected: 'any' });
        const found = (await waiting).map(({ value }) => value as { through: bigint });
        expect(found.map(({ through }) => through)).toEqual(Array(3).fill(BigInt(revision + 1)));
      }
      expect(pages).toHaveLength(3);
    } finally {
      for (const feed of feeds) await feed.return?.();
      await log.close();
      await pool.end();
      await drop();
    }
  });

  it('gives its listening connection back when the log is closed between two pages', async () => {
    const { url, drop } = await createTestDatabase();
    const pool = openPool(url, { max: 4 });
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock });
    const feed = log.feed({ after: 0n })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    await log.append('complaint-1', eventsOf(1), { expected: 'any' });
    await next;
    await log.close();
    // It would wait for a connection that somebody holds.
    await pool.end();
    expect(await feed.next()).toMatchObject({ done: true });
    await drop();
  });

  it('reaches what somebody put far behind everything else, and what comes after it', async () => {
    const { pool, drop } = await createTestDatabase();
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock, pollMs: 50 });
    const far = 2n ** 62n;
    const putFar = (place: bigint) =>
      pool.query(
        `INSERT INTO ledger.events
         SELECT ${place}, 'complaint-' || ${place}, 0, gen_random_uuid(), type, version,
           occurred_at, recorded_at, actor, context, data
         FROM ledger.events WHERE position = 1`,
      );
    try {
      await log.append('complaint-1', eventsOf(3), { expected: 'any' });
      await putFar(far);
      const signal = AbortSignal.timeout(10_000);
      const reading = [undefined, ['ComplaintLodged']].map((types) =>
        feedUntil(log, (events) => events.length === 6, { signal, ...(types && { types }) }),
      );
      await log.append('complaint-2', eventsOf(1), { expected: 'any' });
      // Whoever follows the log by then comes to it as well.
      await delay(200);
      await putFar(far + 10n ** 6n);
      const expected = [1n, 2n, 3n, far, far + 1n, far + 10n ** 6n];
      const read = await Promise.all(reading);
      expect(read.map(positionsOf)).toEqual([expected, expected]);
    } finally {
      await log.close();
      await drop();
    }
  });

  it('of which many begin while somebody holds the log leave connections to others', async () => {
    const { url, pool: others, drop } = await createTestDatabase();
    const pool = openPool(url, { max: 4 });
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock, deadlineMs: 60_000 });
    const holder = await others.connect();
    await holder.query('BEGIN; LOCK TABLE ledger.events');
    const heads = Array.from({ length: 20 }, () => log.head());
    try {
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      const { rows } = await holder.query(
        `SELECT count(*)::int AS waiting FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
         WHERE c.relname = 'events' AND NOT l.granted`,
      );
      expect(rows[0].waiting).toBeLessThanOrEqual(1);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
      expect(await Promise.all(heads)).toEqual(heads.map(() => 0n));
      await log.close();
      await pool.end();
      await drop();
    }
  });
});
