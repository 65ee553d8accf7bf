import { createPostgresEventLog } from '@taizhang/event-log/postgres';
import { systemClock, type EventLog } from '@taizhang/kernel';
import { inTransaction, openPool } from '@taizhang/platform/database';
import { LiveProjections } from './live';
import {
  checkpointOf,
  countOf,
  diary,
  eventually,
  models,
  note,
  notebook,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { ensureBuilt } from './ensure-built';
import { rebuild } from './rebuild';

describe('Live projections', () => {
  let place: Workplace;
  const running: LiveProjections[] = [];

  const start = (log: EventLog = place.log, pool = place.pool, which = models) => {
    const live = new LiveProjections(log, pool, which);
    running.push(live);
    live.start();
    return live;
  };
  const shown = async (live: LiveProjections) => live.waitFor(await place.log.head(), 20_000);
  const differences = async () => {
    const { comparisons } = await rebuild(place.log, place.pool, models, { compare: true });
    return [...comparisons.values()].map((comparison) => comparison.differences);
  };

  /** Whether both took in the last page in one transaction. */
  const areTogether = async () => {
    const { rows } = await place.pool.query<{ transactions: number }>(
      `SELECT count(DISTINCT xmin::text)::int AS transactions FROM projections.checkpoints
       WHERE read_model IN ('diary_v1', 'notebook_v1')`,
    );
    return rows[0]!.transactions === 1;
  };

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((live) => live.stop()));
    await place.close();
  });

  it('apply every event once', async () => {
    const live = start();
    await write(place.log, story(200));
    expect(await shown(live)).toBe(true);
    expect(await countOf(place.pool, 'notebook_v1.entries')).toBe(Number(await place.log.head()));
    expect(await differences()).toEqual([0, 0]);
  });

  it('say that they are live although nothing happens', async () => {
    const live = start();
    await eventually(() => [...live.states().values()].every(({ state }) => state === 'live'));
    await live.stop();
    expect([...live.states().values()].map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });

  it('go on after a stop where they stood', async () => {
    const first = start();
    await write(place.log, story(60));
    await shown(first);
    await first.stop();
    await write(place.log, story(60, 100));
    expect(await shown(start())).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });

  it('pass over pages that come again', async () => {
    await write(place.log, story(60));
    const stuttering: EventLog = {
      ...place.log,
      async *feed(options) {
        for await (const page of place.log.feed({ ...options, pageSize: 25 })) {
          yield page;
          yield page;
          yield { ...page, through: page.through - 3n };
        }
      },
    };
    expect(await shown(start(stuttering))).toBe(true);
    expect(await differences()).toEqual([0, 0]);
  });

  it('may run twice at once on the same tables', async () => {
    const other = openPool(place.url, { max: 6 });
    const otherLog = createPostgresEventLog({ pool: other, clock: systemClock, pollMs: 100 });
    const both = [start(), start(otherLog, other)];
    for (let from = 1; from < 400; from += 20) await write(place.log, story(20, from));
    for (const live of both) expect(await shown(live)).toBe(true);
    expect(await differences()).toEqual([0, 0]);
    await both[1]!.stop();
    await otherLog.close();
    await other.end();
  });

  it('one whose tables are out of order says why, holds up no other, and recovers by itself', async () => {
    const live = start();
    await write(place.log, story(30));
    await shown(live);
    await place.pool.query('ALTER TABLE diary_v1.days RENAME TO mislaid');
    await write(place.log, story(30, 100));
    await eventually(() => live.states().get('diary')!.state === 'failed');
    expect(live.states().get('diary')!.failure).toBe('relation "diary_v1.days" does not exist');
    const head = await place.log.head();
    await eventually(() => live.states().get('notebook')!.position === head);
    expect(live.states().get('notebook')).toEqual({ state: 'live', position: head, failure: null });
    expect(await live.waitFor(head, 0)).toBe(false);

    await place.pool.query('ALTER TABLE diary_v1.mislaid RENAME TO days');
    expect(await shown(live)).toBe(true);
    expect(live.states().get('diary')).toEqual({ state: 'live', position: head, failure: null });
    expect(await differences()).toEqual([0, 0]);
  });

  it('take in a page in one transaction', async () => {
    const live = start();
    let written = 0;
    // One that was slow for a moment takes a few pages in by itself before it is with the others.
    await eventually(async () => {
      await write(place.log, story(30, (written += 30)));
      await shown(live);
      return areTogether();
    });
  });

  it('one whose checkpoint or tables somebody holds holds up no other, and catches up', async () => {
    const live = start();
    await write(place.log, story(30));
    await shown(live);
    const holds = [
      `SELECT FROM projections.checkpoints WHERE read_model = 'diary_v1' FOR UPDATE`,
      'LOCK TABLE diary_v1.days',
    ];
    for (const [round, hold] of holds.entries()) {
      const held = await place.log.head();
      await inTransaction(place.pool, async (db) => {
        await db.query(hold);
        await write(place.log, story(30, 100 + round * 100));
        const head = await place.log.head();
        await eventually(() => live.states().get('notebook')!.position === head);
        expect(live.states().get('diary')!.position).toBe(held);
      });
      expect(await shown(live)).toBe(true);
    }
    expect(await differences()).toEqual([0, 0]);
  });

  it('fed by one reading of the log again after one of them was rebuilt', async () => {
    let feeds = 0;
    const counted: EventLog = {
      ...place.log,
      async *feed(options) {
        if (!options.untilHead) feeds++;
        yield* place.log.feed(options);
      },
    };
    const live = start(counted);
    await write(place.log, story(20));
    await shown(live);
    for (let round = 1; round <= 5; round++) {
      await rebuild(place.log, place.pool, [notebook]);
      // A checkpoint that moved: what an other process or a switched rebuild leaves behind.
      await place.pool.query('UPDATE projections.checkpoints SET position = position - 1');
      await write(place.log, story(1, 1000 * round));
      expect(await shown(live)).toBe(true);
    }
    let written = 9000;
    await eventually(async () => {
      const before = feeds;
      for (let pages = 0; pages < 10; pages++) await write(place.log, story(10, (written += 10)));
      expect(await shown(live)).toBe(true);
      return feeds === before && (await areTogether());
    });
  });

  it('say so when a read model was never built, and go on once it is', async () => {
    const late = { ...diary, version: 2 };
    const live = start(place.log, place.pool, [notebook, late]);
    await write(place.log, story(10));
    await eventually(() => live.states().get('diary')!.state === 'failed');
    expect(live.states().get('diary')!.failure).toBe('diary_v2 was not built yet');
    await ensureBuilt(place.log, place.pool, [late]);
    expect(await shown(live)).toBe(true);
  });

  it('survive a log that cannot be read, and say so', async () => {
    let readable = false;
    const broken: EventLog = {
      ...place.log,
      async *feed(options) {
        if (!readable) throw new Error('the disk is on fire');
        yield* place.log.feed(options);
      },
    };
    const live = start(broken);
    await eventually(() => [...live.states().values()].every(({ state }) => state === 'failed'));
    expect(live.states().get('diary')!.failure).toBe('the disk is on fire');
    readable = true;
    await write(place.log, story(10));
    expect(await shown(live)).toBe(true);
    expect(live.states().get('diary')).toMatchObject({ state: 'live', failure: null });
  });

  it('resume by themselves when PostgreSQL drops every connection', async () => {
    const live = start();
    const survivor = openPool(place.url, { max: 1 });
    for (let round = 0; round < 3; round++) {
      await write(place.log, story(30, 100 * round + 1));
      await survivor.query(
        // They are gone when it answers: one that lingers would fail what is asked below.
        `SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await eventually(() =>
        write(place.log, story(5, 5000 + 100 * round)).then(
          () => true,
          () => false,
        ),
      );
      expect(await shown(live)).toBe(true);
    }
    await survivor.end();
    expect(await differences()).toEqual([0, 0]);
  });

  it('resume when the database is away as they start', async () => {
    const pool = openPool(place.url, { max: 6 });
    let away = true;
    const connect = pool.query.bind(pool) as (...args: unknown[]) => unknown;
    pool.query = ((...args: unknown[]) =>
      away ? Promise.reject(new Error('connect ECONNREFUSED')) : connect(...args)) as never;
    const live = start(place.log, pool);
    await write(place.log, story(10));
    await eventually(() => [...live.states().values()].every(({ state }) => state === 'failed'));
    expect(live.states().get('diary')!.failure).toBe('connect ECONNREFUSED');
    away = false;
    expect(await shown(live)).toBe(true);
    await live.stop();
    await pool.end();
  });
});

describe('Waiting for a position', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(() => place.close());

  it('ends as soon as every model shows it', async () => {
    const live = new LiveProjections(place.log, place.pool, models);
    live.start();
    const waiting = live.waitFor(1n, 20_000);
    await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
    expect(await waiting).toBe(true);
    expect(await checkpointOf(place.pool, notebook)).toBe(1n);
    await live.stop();
  });

  it('ends when it takes too long, and at once when we stop', async () => {
    const live = new LiveProjections(place.log, place.pool, models);
    live.start();
    expect(await live.waitFor(1n, 20)).toBe(false);
    const waiting = live.waitFor(1n, 600_000);
    await live.stop();
    expect(await waiting).toBe(false);
  });
});
