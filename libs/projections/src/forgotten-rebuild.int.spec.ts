/** Somebody is erased while a rebuild is paused: what it had read of them goes, no more. */
import { schemaOf, type EventLog, type Recorded } from '@taizhang/kernel';
import { latestBuilds } from './build-record';
import { RebuildPaused, type Progress } from './build-watch';
import { ensureBuilt } from './ensure-built';
import { forget } from './forget';
import {
  contentOf,
  models,
  notebook,
  openWorkplace,
  schemasOf,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { rebuild, resumeRebuild } from './rebuild';

const erased = 'note-1';
const blank = (event: Recorded): Recorded =>
  event.stream === erased ? { ...event, data: { ...event.data, words: '' } } : event;

describe('A rebuild that is paused while somebody is erased', () => {
  let place: Workplace;
  /** The log as it is read since. */
  let since: EventLog;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(60));
    await ensureBuilt(place.log, place.pool, models);
    since = {
      ...place.log,
      async *feed(options) {
        for await (const page of place.log.feed({ ...options, pageSize: 20 })) {
          yield { ...page, events: page.events.map(blank) };
        }
      },
    };
  });
  afterEach(() => place.close());

  const latest = async () =>
    (await latestBuilds(place.pool, [schemaOf(notebook)])).get(schemaOf(notebook))!;
  const pausedWhile = async (phase: Progress['phase']) => {
    const pause = new AbortController();
    const onProgress = (told: Progress) => void (told.phase === phase && pause.abort());
    const options = { pause: pause.signal, onProgress };
    await expect(rebuild(place.log, place.pool, models, options)).rejects.toThrow(RebuildPaused);
    expect(await latest()).toMatchObject({
      state: 'paused',
      saved: Number(await place.log.head()),
    });
  };

  it.each(['reading', 'switching'] as const)('%s, it goes on from the beginning', async (phase) => {
    const { log, pool } = place;
    await pausedWhile(phase);
    const theirs = (async function* () {
      yield* await log.readStream(erased);
    })();
    await forget(since, pool, models, theirs);
    expect(await schemasOf(pool)).toEqual(models.map(schemaOf).sort());
    const paused = await latest();
    expect(paused).toMatchObject({ state: 'paused', phase: 'reading', saved: 0, position: 0n });
    expect(paused.message).toMatch(/was dropped when a person was erased/);

    await pool.query(`UPDATE notebook_v1.notes SET words = '改过' WHERE id = 'note-6'`);
    await resumeRebuild(since, pool, models, paused);
    const rebuilt = JSON.stringify(await contentOf(pool, notebook));
    expect(rebuilt).not.toContain('第0条');
    expect(rebuilt).not.toContain('改过');
    const { comparisons } = await rebuild(since, pool, models, { compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });
});
