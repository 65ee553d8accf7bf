import { schemaOf, type EventLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { once } from 'node:events';
import {
  contentOf,
  diary,
  eventually,
  faulty,
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
import { latestBuilds, wishOf, type Build } from './build-record';
import { RebuildCancelled, RebuildPaused, type Progress } from './build-watch';
import { ensureBuilt } from './ensure-built';
import { listParkedRows } from './parked-list';
import {
  RebuildNotResumable,
  RebuildRunning,
  RebuildUnfinished,
  cancelRebuild,
  discardRebuild,
  rebuild,
  resumeRebuild,
} from './rebuild';

/** Small pages, small segments, hardly any memory: everything that happens to large logs. */
const small = { segmentEvents: 100, rowsInMemoryMax: 30, lookMs: 5 };
const inPages = (log: EventLog, pageSize = 20): EventLog => ({
  ...log,
  feed: (options) => log.feed({ ...options, pageSize }),
});

/** As a log gives them whose positions are places in a file. */
const inBytes = (log: EventLog): EventLog => ({
  ...log,
  head: async () => (await log.head()) * 1_500n,
  async *feed(options) {
    for await (const page of log.feed({ ...options, after: options.after / 1_500n })) {
      const events = page.events.map((event) => ({ ...event, position: event.position * 1_500n }));
      yield { ...page, events, through: page.through * 1_500n };
    }
  },
});

describe('A rebuild in segments', () => {
  let place: Workplace;
  let log: EventLog;
  let expected: Awaited<ReturnType<typeof contents>>;

  beforeEach(async () => {
    place = await openWorkplace();
    await write(place.log, story(250));
    await ensureBuilt(place.log, place.pool, models);
    expected = await contents();
    log = inPages(place.log);
  });
  afterEach(() => place.close());

  const contents = async () => [
    await contentOf(place.pool, notebook),
    await contentOf(place.pool, diary),
  ];
  const latest = async (): Promise<Build> =>
    (await latestBuilds(place.pool, [schemaOf(notebook)])).get(schemaOf(notebook))!;
  /** Whoever rebuilds has looked twice: by then it knows what the first look was answered. */
  const heard = async () => {
    const lookedAt = async () => {
      const text = 'SELECT updated_at::text FROM projections.builds ORDER BY id DESC LIMIT 1';
      return (await place.pool.query<{ updated_at: string }>(text)).rows[0]!.updated_at;
    };
    for (let looks = 0; looks < 2; looks++) {
      const before = await lookedAt();
      await eventually(async () => (await lookedAt()) !== before);
    }
  };
  /** Begins, and stops for now before page `page`. */
  const pausedBefore = async (page: number) => {
    const pause = new AbortController();
    const held = heldUp(log, async (at) => at === page && pause.abort());
    const running = rebuild(held, place.pool, models, { ...small, pause: pause.signal });
    await expect(running).rejects.toThrow(RebuildPaused);
    return latest();
  };

  it('gives the rows that one in a single transaction gives', async () => {
    for (const segmentEvents of [1, 20, 150]) {
      await rebuild(log, place.pool, models, { ...small, segmentEvents });
      expect(await contents()).toEqual(expected);
    }
  });

  it('is paused, looked at, and gone on with by another process', async () => {
    const paused = await pausedBefore(12);
    const head = Number(await log.head());
    expect(paused).toMatchObject({ state: 'paused', phase: 'reading', saved: 240, total: head });
    expect(paused.position).toBe(240n);
    expect(await contents()).toEqual(expected);

    const elsewhere = openPool(place.url, { max: 3 });
    const seen: number[] = [];
    const { events } = await resumeRebuild(log, elsewhere, models, paused, {
      ...small,
      onProgress: ({ events }) => void seen.push(events),
    });
    await elsewhere.end();
    expect(seen[0]).toBe(260);
    expect(events).toBe(head);
    expect(await contents()).toEqual(expected);
    expect(await latest()).toMatchObject({ state: 'done', runs: 2, events: head });
  });

  it('takes in what was appended while it was paused', async () => {
    const paused = await pausedBefore(3);
    await write(place.log, [...story(100), ...story(50, 4000)]);
    await resumeRebuild(log, place.pool, models, paused, small);
    const rebuilt = await contents();
    await rebuild(place.log, place.pool, models);
    expect(await contents()).toEqual(rebuilt);
  });

  it('survives being killed in the middle, and loses a segment at most', async () => {
    const dying = heldUp(log, async (page) => page === 14 && killRebuild(place.pool));
    await expect(rebuild(dying, place.pool, models, small)).rejects.toThrow();
    expect(await contents()).toEqual(expected);
    const killed = await latest();
    expect(killed).toMatchObject({ state: 'failed', saved: 200, position: 200n });
    await resumeRebuild(log, place.pool, models, killed, small);
    expect(await contents()).toEqual(expected);
  });

  it('of which nobody hears any more counts as interrupted, not as running', async () => {
    const { id } = await pausedBefore(4);
    // As a process leaves it that is killed: nobody wrote down how it ended.
    await place.pool.query(`UPDATE projections.builds SET state = 'running' WHERE id = $1`, [id]);
    const interrupted = await latest();
    expect(interrupted.state).toBe('interrupted');
    expect(await wishOf(place.pool, interrupted, 'pause')).toBe(false);
    await resumeRebuild(log, place.pool, models, interrupted, small);
    expect(await contents()).toEqual(expected);
  });

  it('is not begun anew over work that would be lost', async () => {
    const paused = await pausedBefore(6);
    await expect(rebuild(log, place.pool, [diary], small)).rejects.toThrow(RebuildUnfinished);
    await expect(rebuild(log, place.pool, [diary], small)).rejects.toThrow(
      /unfinished \(paused\): 120 of \d+ events are in its tables/,
    );
    await discardRebuild(place.pool, paused);
    expect(await schemasOf(place.pool)).toEqual(models.map(schemaOf).sort());
    expect(await latest()).toMatchObject({ state: 'cancelled' });
    await rebuild(log, place.pool, [diary], small);
    await expect(resumeRebuild(log, place.pool, models, paused)).rejects.toThrow(
      RebuildNotResumable,
    );
  });

  it('is not thrown away in place of one that was over when somebody looked', async () => {
    const stale = await pausedBefore(6);
    await discardRebuild(place.pool, stale);
    const begun = await pausedBefore(12);
    expect(await cancelRebuild(place.pool, stale)).toBe(false);
    expect(await latest()).toEqual(begun);
    await resumeRebuild(log, place.pool, models, begun, small);
    expect(await contents()).toEqual(expected);
  });

  it('is not gone on with by code whose tables look different', async () => {
    const paused = await pausedBefore(5);
    const [notes, entries] = notebook.tables;
    const narrower = { ...notes!, columns: { id: { type: 'text' } } as never };
    const changed = [{ ...notebook, tables: [narrower, entries!] }, diary];
    await expect(resumeRebuild(log, place.pool, changed, paused)).rejects.toThrow(
      /look different in this code/,
    );
    await resumeRebuild(log, place.pool, models, paused, small);
    expect(await contents()).toEqual(expected);
  });

  it('obeys whoever asks through the database: pause, then cancel', async () => {
    const asking = (wish: 'pause' | 'cancel') =>
      heldUp(log, async (page) => {
        if (page === 4) expect(await wishOf(place.pool, await latest(), wish)).toBe(true);
        // Heard while it works, a page later.
        if (page === 5) await heard();
      });
    const slow = { ...small, segmentEvents: 10_000, lookMs: 1 };
    const pausing = rebuild(asking('pause'), place.pool, models, slow);
    await expect(pausing).rejects.toThrow(RebuildPaused);
    const paused = await latest();
    expect(paused).toMatchObject({ state: 'paused', wish: null });
    expect(paused.saved).toBeGreaterThanOrEqual(80);
    const cancelling = resumeRebuild(asking('cancel'), place.pool, models, paused, slow);
    await expect(cancelling).rejects.toThrow(RebuildCancelled);
    expect(await latest()).toMatchObject({ state: 'cancelled' });
    expect(await schemasOf(place.pool)).toEqual(models.map(schemaOf).sort());
  });

  /** Gives nothing when it is read for so many times, after `before`. */
  const silentAt = (reading: number, before: () => Promise<unknown>): EventLog => {
    let readings = 0;
    return {
      ...log,
      async *feed(options) {
        if (++readings < reading) return yield* log.feed(options);
        await before();
        if (!options.signal!.aborted) await once(options.signal!, 'abort');
      },
    };
  };

  it.each([
    ['reading', 1],
    ['catching up', 2],
  ])('is cancelled also while the log gives nothing, %s', async (_, reading) => {
    const silent = silentAt(reading, async () => wishOf(place.pool, await latest(), 'cancel'));
    const cancelling = rebuild(silent, place.pool, models, small);
    await expect(cancelling).rejects.toThrow(RebuildCancelled);
    expect(await latest()).toMatchObject({ state: 'cancelled' });
    expect(await contents()).toEqual(expected);
  });

  it('is left also while the log gives nothing to catch up with, and gone on with', async () => {
    const pause = new AbortController();
    const silent = silentAt(3, async () => pause.abort());
    const leaving = rebuild(silent, place.pool, models, { ...small, pause: pause.signal });
    await expect(leaving).rejects.toThrow(RebuildPaused);
    const paused = await latest();
    expect(paused).toMatchObject({ state: 'paused', phase: 'switching' });
    expect(await schemasOf(place.pool)).toContain('diary_v1_next');
    expect(await schemasOf(place.pool)).not.toContain('notebook_v1_next');
    await resumeRebuild(log, place.pool, models, paused, small);
    expect(await latest()).toMatchObject({ state: 'done' });
    expect(await contents()).toEqual(expected);
  });

  it('tells everybody how far it is while it works, and is alone at it', async () => {
    const held = heldUp(log, async (page) => {
      if (page !== 8) return;
      await eventually(async () => (await latest()).events >= 140);
      const running = await latest();
      expect(running).toMatchObject({ state: 'running', phase: 'reading', compare: true });
      expect(running.total).toBe(Number(await log.head()));
      await expect(resumeRebuild(log, place.pool, models, running)).rejects.toThrow(RebuildRunning);
      await expect(discardRebuild(place.pool, running)).rejects.toThrow(RebuildRunning);
    });
    const { comparisons } = await rebuild(held, place.pool, models, { ...small, compare: true });
    expect([...comparisons.values()].map(({ differences }) => differences)).toEqual([0, 0]);
  });

  it('tells how far it is whatever positions are, and no time left but of reading', async () => {
    const head = Number(await log.head());
    const told: Progress[] = [];
    const options = { ...small, onProgress: (one: Progress) => void told.push(one) };
    await rebuild(inBytes(log), place.pool, models, options);
    expect(told.length).toBeGreaterThan(10);
    expect([...new Set(told.map(({ total }) => total))]).toEqual([head]);
    expect(told.filter(({ phase, secondsLeft }) => phase !== 'reading' && secondsLeft)).toEqual([]);
    expect(await latest()).toMatchObject({ state: 'done', events: head, total: head });
    expect(await contents()).toEqual(expected);
  });

  it('parks what it cannot take in, and queues behind it what later segments hold', async () => {
    const touchy = faulty('touchy', ({ data }) => data.noteId === 'note-120');
    const parked = async () =>
      (await listParkedRows(place.pool)).map(({ parkedAt: _, ...row }) => row);
    await rebuild(log, place.pool, [touchy]);
    const inOneGo = await parked();
    expect(inOneGo.length).toBeGreaterThan(0);
    const pause = new AbortController();
    const held = heldUp(log, async (at) => at === 11 && pause.abort());
    const stopped = rebuild(held, place.pool, [touchy], { ...small, pause: pause.signal });
    await expect(stopped).rejects.toThrow(RebuildPaused);
    const paused = (await latestBuilds(place.pool, ['touchy_v1'])).get('touchy_v1')!;
    await resumeRebuild(log, place.pool, [touchy], paused, small);
    expect(await parked()).toEqual(inOneGo);
  });
});
