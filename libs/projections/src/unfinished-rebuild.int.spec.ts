import { schemaOf } from '@taizhang/kernel';
import {
  contentOf,
  eventually,
  heldUp,
  killRebuild,
  models,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  waitingForLock,
  write,
  type Workplace,
} from './projections.fixtures';
import { unfinishedBuilds } from './build-record';
import { RebuildCancelled, type Progress } from './build-watch';
import { rebuild, resumeRebuild } from './rebuild';

describe('A rebuild that does not come to its end', () => {
  let place: Workplace;
  let before: Awaited<ReturnType<typeof contentOf>>;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(100));
    await rebuild(place.log, place.pool, models);
    before = await contentOf(place.pool, notebook);
  });
  afterEach(() => place.close());

  const nothingHappened = async () => {
    const { pool, log } = place;
    await eventually(async () => (await schemasOf(pool)).length === models.length);
    expect(await schemasOf(pool)).toEqual(models.map(schemaOf).sort());
    expect(await contentOf(pool, notebook)).toEqual(before);
    await rebuild(log, pool, models);
    expect(await contentOf(pool, notebook)).toEqual(before);
  };
  /** Killed with complete tables: they wait for whoever goes on with them. */
  const servesAndGoesOn = async () => {
    const { pool, log } = place;
    expect(await contentOf(pool, notebook)).toEqual(before);
    const unfinished = async () => (await unfinishedBuilds(pool, ['notebook_v1']))[0]!;
    await eventually(async () => (await unfinished()).state === 'failed');
    expect(await unfinished()).toMatchObject({ phase: 'switching', position: await log.head() });
    const reading = jest.fn();
    await resumeRebuild(heldUp(log, reading), pool, models, await unfinished());
    expect(await contentOf(pool, notebook)).toEqual(before);
    // Only what came since, of which there is nothing.
    expect(reading).toHaveBeenCalledTimes(1);
    expect(await unfinished()).toBeUndefined();
  };

  it.each(['reading', 'writing', 'switching'] as const)('cancelled while %s', async (phase) => {
    const { log, pool } = place;
    const cancel = new AbortController();
    const onProgress = (progress: Progress) => {
      if (progress.phase === phase) cancel.abort();
    };
    const options = { signal: cancel.signal, onProgress, rowsInMemoryMax: 20 };
    await expect(rebuild(log, pool, models, options)).rejects.toThrow(RebuildCancelled);
    await nothingHappened();
  });

  it('cancelled while it catches up', async () => {
    const { log, pool } = place;
    const cancel = new AbortController();
    const onSecondPage = heldUp(log, async (page) => {
      if (page === 2) cancel.abort();
    });
    await expect(
      rebuild(onSecondPage, pool, [notebook], { signal: cancel.signal }),
    ).rejects.toThrow(RebuildCancelled);
    await nothingHappened();
  });

  it('killed while reading', async () => {
    const { log, pool } = place;
    const small = {
      ...log,
      feed: (options: { after: bigint }) => log.feed({ ...options, pageSize: 40 }),
    };
    const dying = heldUp(small, async (page) => {
      if (page === 3) await killRebuild(pool);
    });
    await expect(rebuild(dying, pool, models, { rowsInMemoryMax: 20 })).rejects.toThrow();
    await nothingHappened();
  });

  it('killed while indexing', async () => {
    const { log, pool } = place;
    await pool.query(`CREATE FUNCTION deadly(text) RETURNS boolean IMMUTABLE LANGUAGE sql
      AS 'SELECT pg_terminate_backend(pg_backend_pid())'`);
    const [notes, entries] = notebook.tables;
    const tables = [{ ...notes!, indexes: ['(public.deadly(id))'] }, entries!];
    await expect(rebuild(log, pool, [{ ...notebook, tables }])).rejects.toThrow();
    await nothingHappened();
  });

  it('killed while catching up', async () => {
    const { log, pool } = place;
    const dying = heldUp(log, async (page) => {
      if (page === 2) await killRebuild(pool);
    });
    await expect(rebuild(dying, pool, [notebook])).rejects.toThrow();
    await servesAndGoesOn();
  });

  it('killed while it waits for the checkpoint', async () => {
    const { log, pool } = place;
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM projections.checkpoints FOR UPDATE');
    const running = rebuild(log, pool, [notebook]);
    running.catch(() => undefined);
    await eventually(async () => (await waitingForLock(pool, 'taizhang rebuild')) === 1);
    await killRebuild(pool);
    await expect(running).rejects.toThrow();
    await holder.query('COMMIT');
    holder.release();
    await servesAndGoesOn();
  });
});
