/** Nothing is skipped and nothing is taken in twice, and if it were, somebody would say so. */
import type { EventLog, FeedPage } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { AuditStopped, audit, type AuditProgress } from './audit';
import { ensureBuilt } from './ensure-built';
import { LiveProjections } from './live';
import {
  faulty,
  models,
  note,
  notebook,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';
import { rebuild } from './rebuild';

describe('The auditor', () => {
  let place: Workplace;
  const running: LiveProjections[] = [];

  const start = (log: EventLog = place.log, which = models) => {
    const live = new LiveProjections(log, place.pool, which);
    running.push(live);
    live.start();
    return live;
  };
  const shown = async (live: LiveProjections) => live.waitFor(await place.log.head(), 20_000);
  const findings = async (which = models) =>
    (await audit(place.log, place.pool, which)).flatMap((model) =>
      model.findings.map((finding) => ({ readModel: model.readModel, ...finding })),
    );
  /** A log double that changes what its reader is given. */
  const given = (change: (page: FeedPage) => FeedPage): EventLog => ({
    ...place.log,
    async *feed(options) {
      for await (const page of place.log.feed({ ...options, pageSize: 10 })) yield change(page);
    },
  });

  beforeEach(async () => {
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((live) => live.stop()));
    await place.close();
  });

  it('finds nothing where nothing is wrong, live and rebuilt', async () => {
    const live = start();
    await write(place.log, story(100));
    await shown(live);
    const [first, second] = await audit(place.log, place.pool, models);
    const through = await place.log.head();
    const none = { unaccountedThrough: null, parked: 0, findings: [], ranges: 1, through };
    expect(first).toEqual({ readModel: 'notebook_v1', events: Number(through), ...none });
    expect(second).toMatchObject({ readModel: 'diary_v1', ...none });
    await rebuild(place.log, place.pool, [notebook]);
    await write(place.log, story(20, 500));
    await shown(live);
    expect(await findings()).toEqual([]);
  });

  it('keeps its books in ranges of about so many events, however far apart positions are', async () => {
    const log: EventLog = { ...place.log, stride: 0.001 };
    const live = start(log);
    await write(place.log, story(30));
    await shown(live);
    const head = await place.log.head();
    const [first] = await audit(log, place.pool, models);
    expect(first).toMatchObject({ findings: [], events: Number(head) });
    expect(first!.ranges).toBe(Math.floor(Number(head) / 10) + 1);
    await rebuild(log, place.pool, models);
    const [rebuilt] = await audit(log, place.pool, models);
    expect(rebuilt).toMatchObject({ findings: [], ranges: first!.ranges });
  });

  it('names the event that a reader of the log has skipped', async () => {
    const skipped = (page: FeedPage) => ({
      ...page,
      events: page.events.filter(({ position }) => position !== 7n),
    });
    const live = start(given(skipped), [notebook]);
    await write(place.log, story(20));
    await live.waitFor(await place.log.head(), 20_000);
    const head = await place.log.head();
    expect(await findings([notebook])).toEqual([
      {
        ...{ readModel: 'notebook_v1', from: 0n, to: head },
        ...{ inLog: Number(head), applied: Number(head) - 1 },
        event: {
          ...{ fault: 'skipped', position: 7n },
          ...{ stream: expect.any(String), revision: expect.any(Number) },
          type: expect.stringMatching(/^Note/),
        },
      },
    ]);
  });

  it('names the event that was taken in twice', async () => {
    const doubled = (page: FeedPage) => ({
      ...page,
      events: page.events.flatMap((event) => (event.position === 9n ? [event, event] : [event])),
    });
    const live = start(given(doubled), [notebook]);
    await write(place.log, story(20));
    await live.waitFor(await place.log.head(), 20_000);
    expect(await findings([notebook])).toMatchObject([{ event: { fault: 'twice', position: 9n } }]);
  });

  it('names the range when more is wrong than one event, or the books were changed', async () => {
    const live = start();
    await write(place.log, story(50));
    await shown(live);
    await place.pool.query('UPDATE diary_v1.applied_ranges SET sum_b = 1');
    await place.pool.query('DELETE FROM notebook_v1.applied_ranges');
    const to = await place.log.head();
    expect(await findings()).toMatchObject([
      { readModel: 'notebook_v1', from: 0n, to, applied: 0, event: null },
      { readModel: 'diary_v1', from: 0n, to, event: null },
    ]);
  });

  it('names what was taken in of another log, e.g. before an older one was put back', async () => {
    const live = start();
    await write(place.log, story(5));
    await shown(live);
    await place.pool.query('INSERT INTO diary_v1.applied_ranges VALUES (7, 1, 11, 12)');
    const [from, to] = [70_000n, 79_999n];
    expect(await findings()).toEqual([
      { readModel: 'diary_v1', from, to, inLog: 0, applied: 1, event: null },
    ]);
  });

  it('counts what is parked as accounted for, and says how much it is', async () => {
    const model = faulty('touchy', ({ data }) => data.noteId === 'note-3');
    await ensureBuilt(place.log, place.pool, [model]);
    const live = start(place.log, [model]);
    await write(place.log, story(5));
    await live.waitFor(await place.log.head(), 20_000);
    const [audited] = await audit(place.log, place.pool, [model]);
    expect(audited).toMatchObject({ findings: [] });
    expect(audited!.parked).toBeGreaterThan(0);
  });

  it('finds the applied set equal to the log under many writers and a transaction held open', async () => {
    const live = start();
    const holder = openPool(place.url, { max: 1 });
    const held = await holder.connect();
    // Whatever it touches, it has an id older than everything that is written now.
    await held.query('BEGIN; SELECT pg_current_xact_id()');
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let round = 0; round < 15; round++) {
        await write(place.log, story(2, 10_000 * (writer + 1) + 2 * round));
      }
    });
    await Promise.all(writers);
    expect(await shown(live)).toBe(true);
    expect(await findings()).toEqual([]);
    await held.query('COMMIT');
    held.release();
    await holder.end();
    await write(place.log, [note('NoteWritten', { noteId: 'note-1' })]);
    await shown(live);
    const audited = await audit(place.log, place.pool, models);
    expect(audited.map(({ findings: found }) => found)).toEqual([[], []]);
    expect(audited[0]!.events).toBe(Number(await place.log.head()));
  });

  it('says what it cannot know of a read model that was built before books were kept', async () => {
    await write(place.log, story(10));
    await rebuild(place.log, place.pool, [notebook]);
    const before = await place.log.head();
    await place.pool.query('DROP TABLE notebook_v1.applied_ranges');
    const live = start();
    await write(place.log, story(10, 100));
    await shown(live);
    const [audited] = await audit(place.log, place.pool, [notebook]);
    expect(audited).toMatchObject({ unaccountedThrough: before, findings: [] });
    await rebuild(place.log, place.pool, [notebook]);
    expect((await audit(place.log, place.pool, [notebook]))[0]!.unaccountedThrough).toBeNull();
  });

  it('tells how far it is, and can be stopped', async () => {
    const live = start();
    await write(place.log, story(30));
    await shown(live);
    const told: AuditProgress[] = [];
    await audit(place.log, place.pool, models, { onProgress: (one) => told.push(one) });
    const head = await place.log.head();
    expect(told.at(-1)).toEqual({ events: Number(head), position: head, head });
    await expect(
      audit(place.log, place.pool, models, { signal: AbortSignal.abort() }),
    ).rejects.toThrow(AuditStopped);
  });
});
