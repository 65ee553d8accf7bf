import { ensureBuilt } from './ensure-built';
import {
  checkpointOf,
  contentOf,
  diary,
  models,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  write,
  type Workplace,
} from './projections.fixtures';

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

  it('a checkpoint without its tables counts as missing', async () => {
    const { log, pool } = place;
    await ensureBuilt(log, pool, models);
    await pool.query('DROP SCHEMA diary_v1 CASCADE');
    expect(await ensureBuilt(log, pool, models)).toEqual(['diary']);
  });
});
