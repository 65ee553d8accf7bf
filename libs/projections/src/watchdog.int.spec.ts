/** What feeds read models goes on by itself, whatever stops, hangs or ends without a word. */
import type { EventLog, FeedPage } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { audit } from './audit';
import { ensureBuilt } from './ensure-built';
import { LiveProjections, type LiveOptions } from './live';
import {
  eventually,
  models,
  openWorkplace,
  story,
  write,
  type Workplace,
} from './projections.fixtures';

describe('Live projections under a watchdog', () => {
  let place: Workplace;
  const running: LiveProjections[] = [];
  let restarts: string[];

  /** Longer than a busy PostgreSQL takes for a page: whoever is slow is not silent. */
  const silenceMsMax = 2_000;
  const start = (log: EventLog, options: LiveOptions = {}) => {
    const onRestart = (why: string) => restarts.push(why);
    const live = new LiveProjections(log, place.pool, models, {
      ...{ silenceMsMax, onRestart },
      ...options,
    });
    running.push(live);
    live.start();
    return live;
  };
  const shown = async (live: LiveProjections) => live.waitFor(await place.log.head(), 20_000);
  const isEverythingApplied = async () =>
    (await audit(place.log, place.pool, models)).every(({ findings }) => findings.length === 0);
  /**
   * A log that does as it is told after two pages of a feed, once, whichever feed is the first:
   * on a busy machine a model may have left the others before.
   */
  const once = (then: () => Promise<FeedPage | undefined>): EventLog => {
    let isOver = false;
    return {
      ...place.log,
      async *feed(options) {
        if (options.untilHead || isOver) return yield* place.log.feed(options);
        let [pages, isMine] = [0, false];
        for await (const page of place.log.feed({ ...options, pageSize: 5 })) {
          yield page;
          isMine = ++pages >= 2 && !isOver;
          isOver ||= isMine;
          if (isMine) break;
        }
        if (isMine) await then();
      },
    };
  };

  beforeEach(async () => {
    restarts = [];
    place = await openWorkplace();
    await ensureBuilt(place.log, place.pool, models);
    await write(place.log, story(30));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((live) => live.stop()));
    await place.close();
  });

  it('go on where they stood when the feed ends without an error, and say so', async () => {
    const live = start(once(async () => undefined));
    expect(await shown(live)).toBe(true);
    expect(restarts).toEqual(['The feed of the log has ended without an error']);
    expect(await live.subscribers()).toMatchObject([
      { name: 'notebook_v1', state: 'running', restarts: 1, restartReason: restarts[0] },
      { name: 'diary_v1', progressAt: expect.any(Date), position: await place.log.head() },
    ]);
    expect(await isEverythingApplied()).toBe(true);
  });

  it('go on when the feed hangs, and tell until then that they are behind', async () => {
    const live = start(once(() => new Promise<never>(() => undefined)));
    await eventually(() => live.states().get('diary')!.position > 0n);
    expect(live.states().get('diary')!.position).toBeLessThan(await place.log.head());
    expect(await shown(live)).toBe(true);
    expect(restarts).toEqual(['The log holds more and has given nothing for 2 s']);
    expect(await isEverythingApplied()).toBe(true);
  });

  it('go on when the feed throws once', async () => {
    const live = start(
      once(async () => {
        throw new Error('the disk is on fire');
      }),
    );
    expect(await shown(live)).toBe(true);
    expect(restarts).toEqual([]);
    expect(await isEverythingApplied()).toBe(true);
  });

  it('give up a page that the database does not answer, and the others go on meanwhile', async () => {
    const other = openPool(place.url, { max: 1 });
    const holder = await other.connect();
    await holder.query(`BEGIN; SELECT FROM projections.checkpoints
      WHERE read_model = 'diary_v1' FOR UPDATE`);
    const live = start(place.log, { answerMsMax: 300 });
    await eventually(() => live.states().get('diary')!.state === 'failed');
    expect((await live.subscribers())[1]).toMatchObject({
      ...{ state: 'failing', failureClass: 'transient' },
      failure: 'The database did not answer within 300 ms',
    });
    const head = await place.log.head();
    await eventually(() => live.states().get('notebook')!.position === head);
    await holder.query('COMMIT');
    holder.release();
    await other.end();
    expect(await shown(live)).toBe(true);
    expect(await isEverythingApplied()).toBe(true);
  });

  it('keep nobody waiting for what has been failing for long', async () => {
    await place.pool.query('ALTER TABLE diary_v1.days RENAME TO mislaid');
    const live = start(place.log);
    await eventually(() => live.states().get('diary')!.state === 'failed');
    const started = performance.now();
    expect(await live.waitFor(await place.log.head(), 600_000)).toBe(false);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
