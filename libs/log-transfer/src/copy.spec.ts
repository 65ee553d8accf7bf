import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { eventOf, eventsOf } from '@taizhang/event-log/compliance';
import type { StoredEvent, StoredLog } from '@taizhang/kernel';
import fc from 'fast-check';
import { compareLogs, LogsDiffer } from './compare';
import { copyLog, ForeignTarget } from './copy';
import { Stopped } from './pace';

async function filledLog() {
  const log = createMemoryEventLog();
  for (let turn = 0; turn < 10; turn++) {
    await log.append(`complaint-${turn % 3}`, eventsOf(3), { expected: 'any' });
    await log.append(`contact-${turn}`, [eventOf()], { expected: 'no-stream' });
  }
  return log;
}

/** Everything but the positions. */
async function contentOf(log: StoredLog) {
  const events: unknown[] = [];
  for await (const page of log.stored({ after: 0n })) {
    events.push(...page.events.map((event) => ({ ...event, position: 0 })));
  }
  return events;
}

async function logOf(events: readonly StoredEvent[]): Promise<StoredLog> {
  const log = createMemoryEventLog();
  await log.restore(events);
  return log;
}

const head = async (log: StoredLog) => (await log.last())?.position ?? 0n;

describe('A log brought to another store', () => {
  it('is the same there, and told twice copies nothing', async () => {
    const [source, target] = [await filledLog(), createMemoryEventLog()];
    const copied = await copyLog({ source, target }, { pageSize: 7 });
    expect(copied).toMatchObject({ events: 40, resumed: false });
    expect(await contentOf(target)).toEqual(await contentOf(source));
    const again = await copyLog({ source, target });
    expect(again).toEqual({ ...copied, events: 0, resumed: true });
    const compared = await compareLogs({ source, target }, copied.through.source);
    expect(compared).toMatchObject({ events: 40, streams: 13 });
  });

  it('goes on wherever it was stopped', async () => {
    const source = await filledLog();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(39), async (pageSize, before) => {
        const target = createMemoryEventLog();
        const stop = new AbortController();
        const onProgress = ({ events }: { events: number }) => events > before && stop.abort();
        const transfer = { pageSize, signal: stop.signal, onProgress };
        await copyLog({ source, target }, transfer).catch((error) => {
          expect(error).toBeInstanceOf(Stopped);
        });
        await copyLog({ source, target });
        expect(await contentOf(target)).toEqual(await contentOf(source));
      }),
      { numRuns: 30 },
    );
  });

  it('can be stopped while a store does not answer', async () => {
    const [source, target] = [await filledLog(), await filledLog()];
    const stop = new AbortController();
    const silent = (log: StoredLog): StoredLog => ({
      ...log,
      last: () => log.last(),
      // As every log does that waits for a server: it ends when it is told to, without a word.
      stored: async function* ({ signal }) {
        yield { events: [], through: 0n };
        if (!signal!.aborted) await new Promise((end) => signal!.addEventListener('abort', end));
      },
    });
    const transfer = { signal: stop.signal };
    const stopped = [
      copyLog({ source: silent(source), target: createMemoryEventLog() }, transfer),
      compareLogs({ source: silent(source), target }, 40n, transfer),
      compareLogs({ source, target: silent(source) }, 40n, transfer),
    ].map((work) => expect(work).rejects.toThrow(Stopped));
    setImmediate(() => stop.abort());
    await Promise.all(stopped);
  });

  it('takes along what is appended meanwhile', async () => {
    const [source, target] = [await filledLog(), createMemoryEventLog()];
    let isFirst = true;
    const onProgress = () => {
      if (isFirst) void source.append('callback-1', [eventOf()], { expected: 'any' });
      isFirst = false;
    };
    expect(await copyLog({ source, target }, { onProgress })).toMatchObject({ events: 41 });
  });

  it('is not mixed with another', async () => {
    const [source, target] = [await filledLog(), await filledLog()];
    await expect(copyLog({ source, target })).rejects.toThrow(ForeignTarget);
    const other = createMemoryEventLog();
    await other.append('survey-1', [eventOf()], { expected: 'any' });
    await expect(copyLog({ source, target: other })).rejects.toThrow('revision 0 of survey-1');
  });
});

describe('Two logs compared', () => {
  const forgeries: Record<string, (events: StoredEvent[]) => StoredEvent[]> = {
    'a changed text': (events) =>
      events.map((event, index) => (index === 12 ? { ...event, data: '{"other":1}' } : event)),
    'two that changed places': (events) => {
      const at = events.findIndex(({ stream }, i) => i > 5 && stream !== events[i + 1]!.stream);
      return events.map((event, i) =>
        i === at ? events[at + 1]! : i === at + 1 ? events[at]! : event,
      );
    },
    'a lost end': (events) => events.slice(0, -1),
    'an end of its own': (events) => {
      const last = events.at(-1)!;
      const id = eventOf().id;
      return [...events, { ...last, id, revision: last.revision + 1 }];
    },
  };

  it.each(Object.entries(forgeries))('are told apart by %s', async (_, forge) => {
    const source = await filledLog();
    const events: StoredEvent[] = [];
    for await (const page of source.stored({ after: 0n })) events.push(...page.events);
    const target = await logOf(forge(events));
    const comparing = compareLogs({ source, target }, await head(source));
    await expect(comparing).rejects.toThrow(LogsDiffer);
  });
});
