import { setTimeout as delay } from 'node:timers/promises';
import { lockKey } from './build-record';
import { RebuildPaused } from './build-watch';
import { ensureBuilt } from './ensure-built';
import {
  checkpointOf,
  contentOf,
  diary,
  heldUp,
  killRebuild,
  models,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';

describe('Before anything is served', () => {
  let place: Workplace;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(30));
  });
  afterEach(() => place.close());

  it('only what is missing is built', async () => {
    const { log, pool } = place;
    expect(await ensureBuilt(log, pool, [diary])).toEqual(['diary']);
    await pool.query('UPDATE diary_v1.days SET events = 1000');
    expect(await ensureBuilt(log, pool, models)).toEqual(['notebook']);
    expect(await ensureBuilt(log, pool, models)).toEqual([]);
    expect((await contentOf(pool, diary))['days']![0]).toContain('"events": 1000');
  });

  it('of however many that are there it is asked at once', async () => {
    const { log, pool } = place;
    await ensureBuilt(log, pool, models);
    const asked = jest.spyOn(pool, 'query');
    await ensureBuilt(log, pool, models);
    const questions = asked.mock.calls.filter(([text]) =>
      /FROM (projections.checkpoints|pg_namespace WHERE)/.test(`${text}`),
    );
    expect(questions).toHaveLength(2);
  });

  it('a raised version is built beside the old one, which goes on serving', async () => {
    const { log, pool } = place;
    await ensureBuilt(log, pool, models);
    const before = await contentOf(pool, notebook);
    const raised = { ...notebook, version: 2 };
    expect(await ensureBuilt(log, pool, [raised, diary])).toEqual(['notebook']);
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'notebook_v1', 'notebook_v2']);
    expect(await contentOf(pool, raised)).toEqual(before);
    expect(await contentOf(pool, notebook)).toEqual(before);
    expect(await checkpointOf(pool, raised)).toBe(await log.head());
  });

  it('processes that start together build each once', async () => {
    const { log, pool } = place;
    const starts = await Promise.all([1, 2, 3].map(() => ensureBuilt(log, pool, models)));
    expect(starts.some((built) => built.length === 2)).toBe(true);
    expect(await schemasOf(pool)).toEqual(['diary_v1', 'notebook_v1']);
  });

  it('a start goes on where one before it was killed between two switches', async () => {
    const { log, pool } = place;
    // The first page is all of the log, the others what came since, for each before its switch.
    const dying = heldUp(log, async (page) => page === 3 && killRebuild(pool));
    await expect(ensureBuilt(dying, pool, models)).rejects.toThrow();
    expect(await schemasOf(pool)).toEqual(['diary_v1_next', 'notebook_v1']);
    const reading = jest.fn();
    expect(await ensureBuilt(heldUp(log, reading), pool, models)).toEqual(['diary']);
    expect(reading).toHaveBeenCalledTimes(1);
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('a checkpoint without its tables counts as missing', async () => {
    const { log, pool } = place;
    await ensureBuilt(log, pool, models);
    await pool.query('DROP SCHEMA diary_v1 CASCADE');
    expect(await ensureBuilt(log, pool, models)).toEqual(['diary']);
  });

  it('who waits for what another process builds stops when told to', async () => {
    const { log, pool } = place;
    const builder = await pool.connect();
    try {
      await builder.query(`SELECT pg_advisory_lock(${lockKey('$1')})`, ['diary_v1']);
      const stopping = new AbortController();
      const starting = ensureBuilt(log, pool, [diary], { pause: stopping.signal });
      setTimeout(() => stopping.abort(), 300);
      await expect(Promise.race([starting, delay(5_000)])).rejects.toThrow(RebuildPaused);
    } finally {
      builder.release(true);
    }
  });

  it('tables of long ago that somebody reads for hours keep no start waiting', async () => {
    const { log, pool } = place;
    const raised = (version: number) => [{ ...diary, version }];
    for (const version of [1, 2]) await ensureBuilt(log, pool, raised(version));
    const backup = await pool.connect();
    try {
      await backup.query('BEGIN; LOCK diary_v1.days IN ACCESS SHARE MODE');
      const starting = ensureBuilt(log, pool, raised(3));
      expect(await Promise.race([starting, delay(10_000)])).toEqual(['diary']);
      expect(await schemasOf(pool)).toEqual(['diary_v1', 'diary_v2', 'diary_v3']);
    } finally {
      backup.release(true);
    }
    await ensureBuilt(log, pool, raised(3));
    expect(await schemasOf(pool)).toEqual(['diary_v2', 'diary_v3']);
  });
});
