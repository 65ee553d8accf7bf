import { PositionBeyondHead, type EventLog, type FeedPage, type Recorded } from '@taizhang/kernel';
import type { Opening } from './describe-event-log';
import {
  eventOf,
  eventsOf,
  expectIncreasing,
  feedUntil,
  idsOf,
  positionsOf,
  readAll,
} from './log.fixtures';

export function describeFeeds(underTest: Opening): void {
  describe('what is there', () => describeHistory(underTest));
  describe('the head of the log', () => describeHead(underTest));
  describe('a selection', () => describeSelection(underTest));
  describe('what is to come', () => describeLive(underTest));
  describe('a reader that stops or dawdles', () => describeEnding(underTest));
}

function describeHistory(underTest: Opening): void {
  it('tells at once that an empty log is caught up with', async () => {
    const { log } = underTest();
    const page = { events: [], through: 0n, caughtUp: true };
    expect((await readAll(log)).pages).toEqual([page]);
    expect(await log.head()).toBe(0n);
    for await (const first of log.feed({ after: 0n })) {
      expect(first).toEqual(page);
      break;
    }
  });

  it('gives everything in position order, in pages, and says when it has the head', async () => {
    const { log } = underTest();
    for (const stream of ['complaint-1', 'contact-1', 'complaint-2', 'contact-1']) {
      await log.append(stream, eventsOf(3), { expected: 'any' });
    }
    const { events, pages } = await readAll(log, { pageSize: 5 });
    expect(events).toHaveLength(12);
    expectIncreasing(positionsOf(events));
    expect(pages.every((page) => page.events.length <= 5)).toBe(true);
    expect(pages.map(({ caughtUp }) => caughtUp)).toEqual(
      pages.map((_, index) => index === pages.length - 1),
    );
    for (const page of pages) expect(page.through).toBe(page.events.at(-1)!.position);
    expect(pages.at(-1)!.through).toBe(await log.head());
  });

  it('goes on behind any position it has given out', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(6), { expected: 'any' });
    const { events } = await readAll(log);
    for (const [index, { position }] of events.entries()) {
      const rest = await readAll(log, { after: position, pageSize: 2 });
      expect(idsOf(rest.events)).toEqual(idsOf(events.slice(index + 1)));
      expect(rest.pages.at(-1)).toMatchObject({ caughtUp: true, through: await log.head() });
    }
  });
}

function describeHead(underTest: Opening): void {
  it('ends at the head it found, whatever comes meanwhile', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(4), { expected: 'any' });
    const seen: string[] = [];
    for await (const page of log.feed({ after: 0n, untilHead: true, pageSize: 1 })) {
      seen.push(...idsOf(page.events));
      await log.append('complaint-1', [eventOf()], { expected: 'any' });
    }
    expect(seen).toEqual(idsOf(await log.readStream('complaint-1', { to: 3 })));
  });

  it('says about how far its positions are apart', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(50), { expected: 'any' });
    const positions = positionsOf((await readAll(log)).events);
    const apart = Number(positions.at(-1)! - positions[0]!) / (positions.length - 1);
    expect(apart / log.stride).toBeGreaterThan(0.1);
    expect(apart / log.stride).toBeLessThan(10);
  });

  it('does not claim the head when another instance has moved it on', async () => {
    const { log, another } = underTest();
    const other = await another();
    await log.append('complaint-1', eventsOf(4), { expected: 'any' });
    const events: Recorded[] = [];
    for await (const page of log.feed({ after: 0n, pageSize: 1 })) {
      if (events.length === 0) await other.append('complaint-2', eventsOf(4), { expected: 'any' });
      events.push(...page.events);
      if (page.caughtUp) break;
    }
    expect(events).toHaveLength(8);
  });

  it('refuses a position that this log has never given out', async () => {
    const { log } = underTest();
    await log.append('complaint-1', [eventOf()], { expected: 'any' });
    const after = (await log.head()) + 1n;
    await expect(readAll(log, { after })).rejects.toThrow(PositionBeyondHead);
    await expect(feedUntil(log, () => true, { after })).rejects.toThrow(PositionBeyondHead);
  });
}

/** Four rounds of seven events, of four kinds. */
async function filled(log: EventLog): Promise<EventLog> {
  for (let round = 0; round < 4; round++) {
    await log.append('complaint-1', eventsOf(2, { type: 'Lodged' }), { expected: 'any' });
    await log.append('spot-check-1', [eventOf({ type: 'Drawn' })], { expected: 'any' });
    await log.append('spot-1', [eventOf({ type: 'Lodged' })], { expected: 'any' });
    await log.append('contact-1', eventsOf(3, { type: 'Opened' }), { expected: 'any' });
  }
  return log;
}

function describeSelection(underTest: Opening): void {
  it('by type gives those alone; "through" covers the others', async () => {
    const log = await filled(underTest().log);
    const { events, pages } = await readAll(log, { types: ['Lodged', 'Drawn'], pageSize: 3 });
    expect(events.map(({ type }) => type)).toEqual(
      Array(4).fill(['Lodged', 'Lodged', 'Drawn', 'Lodged']).flat(),
    );
    expect(pages.every((page) => page.events.length <= 3)).toBe(true);
    expectIncreasing(pages.map(({ through }) => through));
    for (const { events, through } of pages) {
      for (const { position } of events) expect(position <= through).toBe(true);
    }
    expect(pages.at(-1)).toMatchObject({ through: await log.head(), caughtUp: true });
  });

  it('by category takes what stands before the last hyphen, exactly', async () => {
    const log = await filled(underTest().log);
    const streams = async (...categories: string[]) =>
      new Set((await readAll(log, { categories })).events.map(({ stream }) => stream));
    expect(await streams('spot')).toEqual(new Set(['spot-1']));
    expect(await streams('spot-check')).toEqual(new Set(['spot-check-1']));
    expect(await streams('spot-check', 'contact')).toEqual(new Set(['spot-check-1', 'contact-1']));
    expect(await streams('check')).toEqual(new Set());
  });

  it('by both takes what passes both', async () => {
    const log = await filled(underTest().log);
    const wanted = { types: ['Lodged', 'Opened'], categories: ['spot', 'contact'] };
    const { events } = await readAll(log, wanted);
    expect(new Set(events.map(({ stream, type }) => `${type} ${stream}`))).toEqual(
      new Set(['Lodged spot-1', 'Opened contact-1']),
    );
    expect(events).toHaveLength(16);
  });

  it('goes on behind every "through", also in the middle of nothing wanted', async () => {
    const log = await filled(underTest().log);
    const all = (await readAll(log, { types: ['Drawn'] })).events;
    // Positions have gaps in some stores: only what was given out can be gone on behind.
    for (const after of [0n, ...positionsOf((await readAll(log)).events)]) {
      const rest = await readAll(log, { types: ['Drawn'], after, pageSize: 1 });
      expect(rest.events).toEqual(all.filter(({ position }) => position > after));
    }
  });

  it('that nothing passes still covers the log, and follows it live', async () => {
    const log = await filled(underTest().log);
    const { events, pages } = await readAll(log, { types: ['Closed'] });
    expect(events).toEqual([]);
    expect(pages.at(-1)).toMatchObject({ through: await log.head(), caughtUp: true });

    const closed = eventOf({ type: 'Closed' });
    const feed = feedUntil(log, (found) => found.length > 0, { types: ['Closed'] });
    await log.append('complaint-1', eventsOf(2), { expected: 'any' });
    await log.append('complaint-1', [closed], { expected: 'any' });
    expect(idsOf(await feed)).toEqual([closed.id]);
  });
}

function describeLive(underTest: Opening): void {
  it('goes from history to live without missing or repeating anything', async () => {
    const { log, another } = underTest();
    const other = await another();
    await log.append('complaint-1', eventsOf(20), { expected: 'any' });
    let writing: Promise<unknown> | undefined;
    const write = async () => {
      for (let count = 0; count < 15; count++) {
        await log.append('complaint-1', eventsOf(2), { expected: 'any' });
        await other.append('complaint-2', [eventOf()], { expected: 'any' });
      }
    };
    const options = { pageSize: 3 };
    const events = await feedUntil(
      log,
      ({ length }) => {
        writing ??= write();
        return length >= 65;
      },
      options,
    );
    await writing;
    expectIncreasing(positionsOf(events));
    expect(events).toEqual((await readAll(log)).events);
  });

  it('tells each time that it has the head again', async () => {
    const { log } = underTest();
    const pages: FeedPage[] = [];
    for await (const page of log.feed({ after: 0n })) {
      pages.push(page);
      if (pages.length === 4) break;
      await log.append('complaint-1', [eventOf()], { expected: 'any' });
    }
    expect(pages.map(({ caughtUp }) => caughtUp)).toEqual([true, true, true, true]);
    expect(pages.map(({ events }) => events.length)).toEqual([0, 1, 1, 1]);
  });

  it('hears of what another instance appends', async () => {
    const { log, another } = underTest();
    const other = await another();
    const seen = feedUntil(log, ({ length }) => length === 3);
    for (let count = 0; count < 3; count++) {
      await other.append('complaint-1', [eventOf()], { expected: 'any' });
    }
    expect(await seen).toEqual(await other.readStream('complaint-1'));
  });
}

function describeEnding(underTest: Opening): void {
  it('ends when it is aborted: before, while waiting, between pages', async () => {
    const { log } = underTest();
    const before = await readAll(log, { untilHead: false, signal: AbortSignal.abort() });
    expect(before.pages).toEqual([]);

    const waiting = new AbortController();
    const pages: FeedPage[] = [];
    for await (const page of log.feed({ after: 0n, signal: waiting.signal })) {
      pages.push(page);
      setImmediate(() => waiting.abort());
    }
    expect(pages).toHaveLength(1);

    await log.append('complaint-1', eventsOf(10), { expected: 'any' });
    const between = new AbortController();
    for await (const page of log.feed({ after: 0n, pageSize: 1, signal: between.signal })) {
      pages.push(page);
      between.abort();
    }
    expect(pages).toHaveLength(2);
  });

  it('lets no slow reader hold up a fast one, or a writer', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(50), { expected: 'any' });
    const slow = log.feed({ after: 0n, pageSize: 1 })[Symbol.asyncIterator]();
    const first = await slow.next();
    expect(first.value.events).toHaveLength(1);

    // It has not asked for its second page while all of this goes on.
    await log.append('complaint-1', eventsOf(50), { expected: 49 });
    const fast = await feedUntil(log, ({ length }) => length === 100, { pageSize: 7 });
    expect(fast).toHaveLength(100);

    const second = await slow.next();
    expect(second.value.events[0].position).toBe(fast[1]!.position);
    await slow.return!();
  });
}
