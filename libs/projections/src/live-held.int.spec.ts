/** Whoever is held, stands still or has much to catch up with holds up nobody else. */
import { createPostgresEventLog } from '@taizhang/event-log/postgres';
import { systemClock, type EventLog } from '@taizhang/kernel';
import { inTransaction, openPool } from '@taizhang/platform/database';
import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { ensureBuilt } from './ensure-built';
import { LiveProjections, type LiveOptions } from './live';
import { listParkedRows, requestRetry } from './parked-list';
import {
  eventually,
  faulty,
  models,
  notebook,
  openWorkplace,
  story,
  waitingForLock,
  write,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';
import { retryParked } from './retry-parked';

async function* silence() {
  await new Promise<never>(() => undefined);
  yield* [];
}

/** A pool of a process that stands still before it commits a page: nothing is sent or cut. */
function standingStill(pool: Pool) {
  const held: ((error: Error) => void)[] = [];
  let isStill = true;
  pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    const destroy = stream.destroy.bind(stream);
    stream.destroy = () => (isStill ? stream : destroy());
    client.query = ((asked: { text?: string }, ...rest: unknown[]) =>
      isStill && asked.text?.endsWith('COMMIT')
        ? new Promise((_, reject) => held.push(reject))
        : query(asked, ...rest)) as PoolClient['query'];
  });
  return {
    isHolding: () => held.length > 0,
    goOn: () => {
      isStill = false;
      for (const reject of held) reject(new Error('Connection terminated unexpectedly'));
    },
  };
}

describe('Live projections beside somebody who holds on', () => {
  let place: Workplace;
  const running: LiveProjections[] = [];

  const start = (
    log: EventLog,
    { pool = place.pool, which = models, ...options }: Started = {},
  ) => {
    const live = new LiveProjections(log, pool, which, options);
    running.push(live);
    live.start();
    return live;
  };
  type Started = LiveOptions & { pool?: Pool; which?: typeof models };
  const shown = async (live: LiveProjections, withinMs = 20_000) =>
    live.waitFor(await place.log.head(), withinMs);
  const differences = async () => {
    const { comparisons } = await rebuild(place.log, place.pool, models, { compare: true });
    return [...comparisons.values()].map((comparison) => comparison.differences);
  };

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((live) => live.stop()));
    await place.close();
  });

  it('go on where another process stands still in the middle of a page', async () => {
    const pool = openPool(place.url, { max: 6 });
    const log = createPostgresEventLog({ pool, clock: systemClock, pollMs: 100 });
    const still = standingStill(pool);
    const frozen = start(log, { pool, answerMsMax: 300 });
    await write(place.log, story(5));
    await eventually(still.isHolding);
    const live = start(place.log);
    expect(await shown(live, 10_000)).toBe(true);
    still.goOn();
    expect(await shown(frozen)).toBe(true);
    expect(await differences()).toEqual([0, 0]);
    await frozen.stop();
    await log.close();
    await pool.end();
  });

  it('go on where another process stands still while it tries a parked row again', async () => {
    let isBroken = true;
    const which = [faulty('first', () => isBroken)];
    await ensureBuilt(place.log, place.pool, which);
    const before = start(place.log, { which });
    await write(place.log, story(1));
    await shown(before);
    await before.stop();
    isBroken = false;
    const pool = openPool(place.url, { max: 1 });
    const still: EventLog = { ...place.log, readStream: () => new Promise<never>(() => undefined) };
    const [ref] = await listParkedRows(place.pool);
    void retryParked(still, pool, which[0]!, ref!, { stillMsMax: 2_000 });
    await eventually(async () => {
      const { rowCount } = await place.pool.query(
        "SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE 'DELETE%'",
      );
      return rowCount === 1;
    });
    const live = start(place.log, { which });
    await write(place.log, story(5, 100));
    expect(await shown(live)).toBe(true);
    await eventually(async () => (await listParkedRows(place.pool)).length === 0);
  });

  it('leave connections to others while somebody holds all checkpoints', async () => {
    const holder = await place.pool.connect();
    await holder.query('BEGIN; LOCK TABLE projections.checkpoints');
    // One for each model, and for the two that look after them.
    const pool = openPool(place.url, { max: models.length + 2 });
    const live = start(place.log, { pool });
    await eventually(async () => (await waitingForLock(place.pool)) === models.length + 2);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await holder.query('ROLLBACK');
    holder.release();
    expect(await shown(live)).toBe(true);
    await live.stop();
    await pool.end();
  });

  it('leave nothing behind that waits for a table which somebody holds for long', async () => {
    const live = start(place.log, { answerMsMax: 100 });
    await write(place.log, story(5));
    await shown(live);
    let givenUp = 0;
    place.pool.on('remove', () => givenUp++);
    await inTransaction(place.pool, async (db) => {
      await db.query('LOCK TABLE diary_v1.days');
      await write(place.log, story(5, 100));
      await eventually(() => givenUp >= 4);
      expect(await waitingForLock(place.pool)).toBeLessThan(3);
    });
    expect(await shown(live)).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });

  it('say so where all their checkpoints are held, and ask only now and then', async () => {
    let feeds = 0;
    const counted: EventLog = {
      ...place.log,
      feed: (options) => (feeds++, place.log.feed(options)),
    };
    const live = start(counted);
    await write(place.log, story(5));
    await shown(live);
    const before = feeds;
    await inTransaction(place.pool, async (db) => {
      await db.query('SELECT FROM projections.checkpoints FOR UPDATE');
      await write(place.log, story(5, 100));
      await eventually(() => [...live.states().values()].every(({ state }) => state === 'failed'));
      const failure = 'canceling statement due to lock timeout';
      expect(await live.subscribers()).toMatchObject([
        { failure, failureClass: 'transient' },
        { failure, failureClass: 'transient' },
      ]);
      expect(feeds - before).toBeLessThan(60);
    });
    expect(await shown(live)).toBe(true);
    expect([...live.states().values()].map(({ failure }) => failure)).toEqual([null, null]);
    expect(await differences()).toEqual([0, 0]);
  });

  it('rest after a page that had to wait for somebody no longer than after any other', async () => {
    const live = start(place.log);
    await write(place.log, story(5));
    await shown(live);
    const shownMs = async (from: number) => {
      const begunAt = performance.now();
      await write(place.log, story(1, from));
      const head = await place.log.head();
      await eventually(() => live.states().get('notebook')!.position === head);
      return performance.now() - begunAt;
    };
    await inTransaction(place.pool, async (db) => {
      await db.query('LOCK TABLE diary_v1.days');
      const first = await shownMs(100);
      expect(await shownMs(200)).toBeLessThan(2 * first);
    });
    expect(await shown(live)).toBe(true);
  });

  it('wait for none of them that has much to catch up with', async () => {
    const before = start(place.log, { which: [notebook] });
    await write(place.log, story(1_500));
    await shown(before);
    await before.stop();
    const past = await place.log.head();
    expect(past).toBeGreaterThan(3_000n);
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    let pages = 0;
    const slow: EventLog = {
      ...place.log,
      async *feed(options) {
        for await (const page of place.log.feed(options)) {
          if (options.after < past && ++pages > 2) await opened;
          yield page;
        }
      },
    };
    const live = start(slow);
    await write(place.log, story(3, 5_000));
    const head = await place.log.head();
    await eventually(() => live.states().get('notebook')!.position === head);
    expect(live.states().get('diary')!.position).toBeLessThan(past);
    open();
    expect(await shown(live)).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });

  it('are not said to fail before they have read anything', async () => {
    const live = start({ ...place.log, feed: () => silence() });
    expect(await live.subscribers()).toMatchObject([
      { state: 'running', failure: null },
      { state: 'running', failure: null },
    ]);
  });

  it('have parked keys of one tried again while somebody holds another', async () => {
    let isBroken = true;
    const which = ['first', 'second'].map((name) => faulty(name, () => isBroken));
    await ensureBuilt(place.log, place.pool, which);
    const before = start(place.log, { which });
    await write(place.log, story(1));
    await shown(before);
    await before.stop();
    const parked = async () => (await listParkedRows(place.pool)).map((row) => row.readModel);
    expect(new Set(await parked())).toEqual(new Set(['first_v1', 'second_v1']));
    isBroken = false;
    await inTransaction(place.pool, async (db) => {
      await db.query(
        `SELECT FROM projections.checkpoints WHERE read_model = 'first_v1' FOR UPDATE`,
      );
      start(place.log, { which });
      await eventually(async () => !(await parked()).includes('second_v1'));
      expect(await parked()).toContain('first_v1');
    });
    await requestRetry(place.pool, 'first_v1');
    await eventually(async () => (await parked()).length === 0);
  });
});
