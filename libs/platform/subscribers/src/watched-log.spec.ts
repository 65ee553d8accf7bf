import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { derivedId, instant, type ActorId, type EventLog, type FeedPage } from '@taizhang/kernel';
import { watchedLog } from './watched-log';

const silenceMsMax = 30;

describe('A watched log', () => {
  let log: EventLog;
  let restarts: string[];
  let stop: AbortController;

  beforeEach(() => {
    log = createMemoryEventLog();
    restarts = [];
    stop = new AbortController();
  });
  afterEach(() => stop.abort());

  const write = (word: string) => {
    const ids = { commandId: word, correlationId: word, causationId: word };
    const context = { ...ids, channel: 'test', unit: null };
    const at = instant('2026-01-05T08:00:00.000Z');
    const event = { type: 'Asked', data: { word }, at, by: 'staff-1' as ActorId, version: 1 };
    return log.append('desk-1', [{ ...event, id: derivedId(word), context }], { expected: 'any' });
  };
  /** Reads words until there are so many. */
  const read = async (double: EventLog, count: number) => {
    const words: string[] = [];
    const watched = watchedLog(double, {
      silenceMsMax,
      onRestart: (why) => restarts.push(why),
    });
    for await (const page of watched.feed({ after: 0n, signal: stop.signal })) {
      words.push(...page.events.map(({ data }) => (data as { word: string }).word));
      if (words.length >= count) break;
    }
    return words;
  };
  /** A log whose first feed gives one page and then does as it is told. */
  const once = (then: (signal?: AbortSignal) => Promise<FeedPage | undefined>): EventLog => {
    let feeds = 0;
    return {
      ...log,
      async *feed(options) {
        if (++feeds > 1) return yield* log.feed(options);
        for await (const page of log.feed({ ...options, pageSize: 1 })) {
          yield page;
          const last = await then(options.signal);
          if (last) yield last;
          return;
        }
      },
    };
  };

  it('begins again behind the last page when the feed ends without an error', async () => {
    for (const word of ['one', 'two', 'three']) await write(word);
    expect(
      await read(
        once(async () => undefined),
        3,
      ),
    ).toEqual(['one', 'two', 'three']);
    expect(restarts).toEqual(['The feed of the log has ended without an error']);
  });

  it('begins again when nothing comes although the log holds more', async () => {
    for (const word of ['one', 'two']) await write(word);
    const hanging = once(() => new Promise<never>(() => undefined));
    expect(await read(hanging, 2)).toEqual(['one', 'two']);
    expect(restarts).toEqual(['The log holds more and has given nothing for 0 s']);
  });

  it('begins again when the log does not answer at all', async () => {
    for (const word of ['one', 'two']) await write(word);
    let asked = 0;
    const hanging: EventLog = {
      ...once(() => new Promise<never>(() => undefined)),
      head: () => (asked++ === 0 ? new Promise<never>(() => undefined) : log.head()),
    };
    expect(await read(hanging, 2)).toEqual(['one', 'two']);
    expect(restarts).toEqual(['The log has not answered for 0 s']);
  });

  it('lets its reader know of an error, which is for the reader to act on', async () => {
    await write('one');
    const broken = once(async () => {
      throw new Error('the disk is on fire');
    });
    await expect(read(broken, 2)).rejects.toThrow('the disk is on fire');
    expect(restarts).toEqual([]);
  });

  it('leaves a feed alone that is silent because nothing happens', async () => {
    await write('one');
    let looks = 0;
    const looked: EventLog = { ...log, head: () => (looks++, log.head()) };
    const reading = read(looked, 2);
    while (looks < 4) await new Promise(setImmediate);
    await write('two');
    expect(await reading).toEqual(['one', 'two']);
    expect(restarts).toEqual([]);
  });

  it('ends at once when its reader stops, even while nothing answers', async () => {
    await write('one');
    const reading = read(
      once(() => new Promise<never>(() => undefined)),
      2,
    );
    setImmediate(() => stop.abort());
    expect((await reading).length).toBeLessThan(2);
  });

  it('tells whoever reads until the head how that ends', async () => {
    await write('one');
    const pages = [];
    for await (const page of watchedLog(log).feed({ after: 0n, untilHead: true })) pages.push(page);
    expect(pages.flatMap(({ events }) => events)).toHaveLength(1);
  });
});
