import {
  checkpointOf,
  contentOf,
  countOf,
  diary,
  eventually,
  faulty,
  heldUp,
  models,
  note,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { LiveProjections } from './live';
import type { Progress } from './build-watch';
import { listParkedRows } from './parked-list';
import { RebuildRunning, rebuild } from './rebuild';
import { ensureBuilt } from './ensure-built';

describe('A rebuild', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
  });
  afterEach(() => place.close());

  it('of an empty log serves empty tables at once', async () => {
    const { log, pool } = place;
    expect(await rebuild(log, pool, models)).toMatchObject({ events: 0 });
    expect(await contentOf(pool, notebook)).toEqual({ notes: [], entries: [] });
    expect(await checkpointOf(pool, notebook)).toBe(0n);
  });

  it('tells how far it is', async () => {
    const { log, pool } = place;
    await write(log, story(30));
    const head = Number(await log.head());
    const told: Progress[] = [];
    await rebuild(log, pool, models, { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ phase }) => phase)).toEqual(['reading', 'writing', 'switching']);
    expect(told.every(({ events, total }) => events === head && total === head)).toBe(true);
  });

  it('gives the same rows however little memory it may use', async () => {
    const { log, pool } = place;
    await write(log, story(400));
    // A page later everything that was spilled is looked at again.
    await write(log, [...story(200), ...story(300, 1000)]);
    const inPages = {
      ...log,
      feed: (options: object) => log.feed({ ...all, ...options, pageSize }),
    };
    const all = { after: 0n };
    const pageSize = 60;
    await rebuild(log, pool, models);
    const expected = [await contentOf(pool, notebook), await contentOf(pool, diary)];
    const little = [1, 25, 700].map((rowsInMemoryMax) => ({ rowsInMemoryMax }));
    // Frozen and thawed; frozen, sent to the table, and fetched again.
    const atRest = [{ warmRowsMax: 0 }, { warmRowsMax: 10, bytesAtRestMax: 5_000 }];
    for (const options of [...little, ...atRest]) {
      await rebuild(inPages, pool, models, options);
      expect([await contentOf(pool, notebook), await contentOf(pool, diary)]).toEqual(expected);
    }
  });

  it('builds the indexes of the projection and the primary key', async () => {
    const { log, pool } = place;
    await write(log, story(10));
    for (const rowsInMemoryMax of [2, 1000]) {
      await rebuild(log, pool, [notebook], { rowsInMemoryMax });
      const { rows } = await pool.query<{ indexdef: string }>(
        `SELECT indexdef FROM pg_indexes WHERE schemaname = 'notebook_v1' AND tablename = 'notes'`,
      );
      const definitions = rows.map(({ indexdef }) => indexdef).join('\n');
      expect(definitions).toMatch(/UNIQUE INDEX .*\(id\)/);
      expect(definitions).toMatch(/\(day, id\)/);
      expect(definitions).toMatch(/\(written_at\) WHERE pinned/);
    }
  });

  it('parks what a projection cannot take in, and serves the rest', async () => {
    const { log, pool } = place;
    const model = faulty('touchy', ({ data }) => data.noteId === 'note-1');
    await write(log, story(9));
    await rebuild(log, pool, [notebook, model]);
    const reason = 'this was not foreseen';
    expect(await listParkedRows(pool)).toMatchObject([
      { readModel: 'touchy_v1', table: 'days', key: '2025-12-31', reason, waiting: 2 },
      { readModel: 'touchy_v1', table: 'days', key: '2026-01-05', reason },
    ]);
    expect(await schemasOf(pool)).toEqual(['notebook_v1', 'touchy_v1']);
  });

  it('works with a pool that has hardly a connection to spare', async () => {
    const { log, pool } = place;
    await write(log, story(20));
    const busy = await Promise.all(Array.from({ length: 10 }, () => pool.connect()));
    try {
      await Promise.all(models.map((model) => rebuild(log, pool, [model])));
    } finally {
      for (const client of busy) client.release();
    }
    expect(await countOf(pool, 'notebook_v1.entries')).toBe(Number(await log.head()));
  });

  it('leaves no connection and no lock behind', async () => {
    const { log, pool } = place;
    await rebuild(log, pool, models);
    const { rows } = await pool.query(
      `SELECT application_name FROM pg_stat_activity a JOIN pg_locks l USING (pid)
       WHERE l.locktype = 'advisory' AND a.datname = current_database()`,
    );
    expect(rows).toEqual([]);
  });
});

describe('A rebuild beside the running system', () => {
  let place: Workplace;
  let live: LiveProjections;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(300));
    await ensureBuilt(place.log, place.pool, models);
    live = new LiveProjections(place.log, place.pool, models);
    live.start();
  });
  afterEach(async () => {
    await live.stop();
    await place.close();
  });

  it('never shows fewer rows, never moves a checkpoint back, and live goes on', async () => {
    const { log, pool } = place;
    let done = false;
    const seen: number[] = [];
    const positions: bigint[] = [];
    const watching = (async () => {
      while (!done) {
        seen.push(await countOf(pool, 'notebook_v1.entries'));
        positions.push((await checkpointOf(pool, notebook))!);
      }
    })();
    const writing = (async () => {
      // Bounded, so that live running catches up on a busy machine, too.
      for (let from = 1000; !done && from < 4000; from += 20) await write(log, story(20, from));
    })();
    for (let round = 0; round < 4; round++) await rebuild(log, pool, models);
    done = true;
    await Promise.all([watching, writing]);

    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const risen = positions.every((position, index) => position >= (positions[index - 1] ?? 0n));
    expect(risen).toBe(true);

    await write(log, [note('NoteWritten', { noteId: 'note-999999' })]);
    expect(await live.waitFor(await log.head(), 20_000)).toBe(true);
    expect([...live.states().values()].map(({ state }) => state)).toEqual(['live', 'live']);
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('reads on to where the serving version stands before it switches', async () => {
    const { log, pool } = place;
    const slow = heldUp(log, async (page) => {
      if (page !== 2) return; // everything is read, the first catching up begins
      await write(log, story(50, 5000));
      await live.waitFor(await log.head(), 20_000);
    });
    await rebuild(slow, pool, [notebook]);
    expect(await checkpointOf(pool, notebook)).toBe(await log.head());
    expect(await countOf(pool, 'notebook_v1.entries')).toBe(Number(await log.head()));
  });

  it('does not wait for a reader that does not let go of the old tables', async () => {
    const { log, pool } = place;
    await rebuild(log, pool, [notebook]);
    const reader = await pool.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT count(*) FROM notebook_v1_old.notes');
    const running = rebuild(log, pool, [notebook]);
    // The new tables serve although those before the old ones cannot go yet.
    await eventually(async () => (await schemasOf(pool)).includes('notebook_v1_gone'));
    await write(log, story(3, 7000));
    expect(await live.waitFor(await log.head(), 20_000)).toBe(true);
    await reader.query('COMMIT');
    reader.release();
    await running;
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'notebook_v1', 'notebook_v1_old']);
  });

  it('shows full tables to whoever looks with an older snapshot', async () => {
    const { log, pool } = place;
    const reader = await pool.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT 1 FROM projections.checkpoints');
    const before = await countOf(pool, 'notebook_v1.notes');
    await rebuild(log, pool, [notebook]);
    const { rows } = await reader.query('SELECT count(*)::int FROM notebook_v1.notes');
    expect(rows).toEqual([{ count: before }]);
    await reader.query('COMMIT');
    reader.release();
  });
});

describe('Two rebuilds at once', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(50));
  });
  afterEach(() => place.close());

  it('of one read model: the second is refused and the first not disturbed', async () => {
    const { log, pool } = place;
    const refusals: unknown[] = [];
    // While it reads, and while it catches up with its tables in place.
    const held = heldUp(log, async () => {
      refusals.push(await rebuild(log, pool, [diary, notebook]).catch((error) => error));
    });
    await rebuild(held, pool, [notebook]);
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toMatchObject({ readModel: 'notebook' });
    expect(refusals.every((refusal) => refusal instanceof RebuildRunning)).toBe(true);
    expect(await countOf(pool, 'notebook_v1.entries')).toBe(Number(await log.head()));
    // What the refused one had locked is free again.
    await rebuild(log, pool, [diary]);
  });

  it('of different read models: both come to their end', async () => {
    const { log, pool } = place;
    await Promise.all(models.map((model) => rebuild(log, pool, [model])));
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'notebook_v1']);
  });
});
