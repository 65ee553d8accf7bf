import { LiveProjections } from './live';
import {
  checkpointOf,
  contentOf,
  countOf,
  diary,
  eventually,
  heldUp,
  models,
  note,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  waitingForLock,
  write,
  type Workplace,
} from './projections.fixtures';
import { ensureBuilt } from './ensure-built';
import { rebuild } from './rebuild';

describe('Comparing what is served with what the log tells', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(80));
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(() => place.close());

  const compare = async () => {
    const { comparisons } = await rebuild(place.log, place.pool, models, { compare: true });
    return comparisons;
  };

  it('finds nothing where nothing is wrong, and leaves nothing behind', async () => {
    const comparisons = await compare();
    const rows =
      (await countOf(place.pool, 'notebook_v1.notes')) +
      (await countOf(place.pool, 'notebook_v1.entries'));
    expect(comparisons.get('notebook')).toEqual({ rows, differences: 0, examples: [] });
    expect(await schemasOf(place.pool)).toEqual(['diary_v1', 'notebook_v1']);
  });

  it('finds exactly the rows that were tampered with, and shows them', async () => {
    const { pool } = place;
    await pool.query(`UPDATE notebook_v1.notes SET words = '改过' WHERE id = 'note-1'`);
    await pool.query(`DELETE FROM notebook_v1.notes WHERE id = 'note-2'`);
    await pool.query(`INSERT INTO diary_v1.days VALUES ('2031-01-01', 7)`);
    const before = await contentOf(pool, notebook);

    const comparisons = await compare();
    const { differences, examples } = comparisons.get('notebook')!;
    expect(differences).toBe(2);
    expect(examples).toMatchObject([
      { table: 'notes', id: 'note-1', live: { words: '改过' }, rebuilt: { words: '第0条' } },
      { table: 'notes', id: 'note-2', live: null, rebuilt: { id: 'note-2' } },
    ]);
    expect(comparisons.get('diary')).toMatchObject({
      differences: 1,
      examples: [{ table: 'days', id: '2031-01-01', live: { events: 7 }, rebuilt: null }],
    });
    // It tells; it does not repair.
    expect(await contentOf(pool, notebook)).toEqual(before);
  });

  it('counts every difference and shows the first few', async () => {
    await place.pool.query('UPDATE notebook_v1.entries SET revision = revision + 1');
    const { differences, examples } = (await compare()).get('notebook')!;
    expect(differences).toBe(await countOf(place.pool, 'notebook_v1.entries'));
    expect(examples).toHaveLength(20);
  });

  it('brings up what lags behind before it compares', async () => {
    const { pool, log } = place;
    await write(log, story(40, 500));
    await pool.query(`UPDATE notebook_v1.notes SET weight = 99 WHERE id = 'note-6'`);
    const comparisons = await compare();
    expect(comparisons.get('notebook')).toMatchObject({
      differences: 1,
      examples: [{ id: 'note-6', live: { weight: 99 } }],
    });
    expect(comparisons.get('diary')).toMatchObject({ differences: 0 });
    expect(await checkpointOf(pool, notebook)).toBe(await log.head());
  });

  it('holds nobody up: live running goes on while it compares', async () => {
    const { pool, log } = place;
    const live = new LiveProjections(log, pool, models);
    live.start();
    const blocked = await pool.connect();
    // The comparing waits here for as long as this is held, with both versions in its snapshot.
    await blocked.query('BEGIN');
    const held = heldUp(log, async (page) => {
      if (page === 2) await blocked.query('LOCK TABLE diary_v1.days IN ACCESS EXCLUSIVE MODE');
    });
    const comparing = rebuild(held, pool, [diary], { compare: true });
    await eventually(async () => (await waitingForLock(pool, 'taizhang rebuild')) === 1);
    await blocked.query('COMMIT');
    blocked.release();
    await write(log, [note('NoteWritten', { noteId: 'note-1000' })]);
    expect(await live.waitFor(await log.head(), 20_000)).toBe(true);
    expect((await comparing).comparisons.get('diary')).toMatchObject({ differences: 0 });
    await live.stop();
  });

  it('compares while writers write and live applies', async () => {
    const { pool, log } = place;
    const live = new LiveProjections(log, pool, models);
    live.start();
    let done = false;
    const writing = (async () => {
      for (let from = 1000; !done; from += 10) await write(log, story(10, from));
    })();
    for (let round = 0; round < 3; round++) {
      for (const { differences } of (await compare()).values()) expect(differences).toBe(0);
    }
    done = true;
    await writing;
    await live.stop();
  });

  it('builds what was never built', async () => {
    const { pool, log } = place;
    const raised = { ...diary, version: 2 };
    const { comparisons } = await rebuild(log, pool, [raised], { compare: true });
    expect(comparisons.size).toBe(0);
    expect(await contentOf(pool, raised)).toEqual(await contentOf(pool, diary));
  });
});
