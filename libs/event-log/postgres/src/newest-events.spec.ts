import { categoryOf } from '@taizhang/kernel';
import fc from 'fast-check';
import { NewestEvents } from './newest-events';
import type { Range } from './reading';

const event = (number: number) => ({
  position: BigInt(number),
  stream: `${['contact', 'complaint', 'fault'][number % 3]}-${number % 7}`,
  type: ['Opened', 'Closed'][number % 2]!,
});
const eventsUntil = (head: number) => Array.from({ length: head }, (_, index) => event(index + 1));

/** What a log with these events answers. */
function answer(events: readonly ReturnType<typeof event>[], range: Range) {
  const { after, to, limit, types, categories } = range;
  const found = events
    .filter(({ position }) => position > after && position <= to)
    .filter(({ type }) => types?.includes(type) ?? true)
    .filter(({ stream }) => categories?.includes(categoryOf(stream)) ?? true)
    .slice(0, limit);
  return { events: found, through: found.length < limit ? to : found.at(-1)!.position };
}

const logOf = (events: ReturnType<typeof eventsUntil>, characters = 100) => {
  const asked: Range[] = [];
  const newest = new NewestEvents<ReturnType<typeof event>>(async (range) => {
    asked.push(range);
    const page = answer(events, range);
    const sized = page.events.map((one) => ({ event: one, position: one.position, characters }));
    return { ...page, events: sized };
  });
  return { newest, asked };
};

describe('The newest events', () => {
  it('are what the log itself answers, wherever each reader stands', async () => {
    const events = eventsUntil(300);
    const step = fc.record({
      reader: fc.nat(2),
      head: fc.integer({ min: 1, max: 40 }),
      limit: fc.integer({ min: 1, max: 30 }),
      types: fc.constantFrom(undefined, ['Opened'], []),
      categories: fc.constantFrom(undefined, ['fault', 'contact']),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const { newest } = logOf(events);
        const positions = [0n, 0n, 0n];
        let head = 0n;
        for (const { reader, head: more, ...wanted } of steps) {
          head += BigInt(more) > 300n - head ? 0n : BigInt(more);
          if (head <= positions[reader]!) continue;
          const range = { after: positions[reader]!, to: head, ...wanted } as Range;
          const page = (await newest.page(range)) ?? answer(events, range);
          expect(page).toEqual(answer(events, range));
          positions[reader] = page.through;
        }
      }),
    );
  });

  it('are read once for all who wait for them', async () => {
    const { newest, asked } = logOf(eventsUntil(20));
    const range = { after: 10n, to: 20n, limit: 100 };
    const pages = await Promise.all([1, 2, 3].map(() => newest.page(range)));
    expect(pages.map((page) => page?.events.length)).toEqual([10, 10, 10]);
    expect(asked).toHaveLength(1);
  });

  it('are kept up to a size; who is further behind reads the log', async () => {
    const events = eventsUntil(30);
    const { newest } = logOf(events, 1_000_000);
    await newest.page({ after: 0n, to: 20n, limit: 100 });
    expect(await newest.page({ after: 0n, to: 30n, limit: 100 })).toBeUndefined();
    const [first] = (await newest.page({ after: 26n, to: 30n, limit: 100 }))!.events;
    expect(first).toEqual(events[26]);
  });

  it('are read again after a reading that failed', async () => {
    let failures = 1;
    const newest = new NewestEvents<ReturnType<typeof event>>(async ({ to }) => {
      if (failures-- > 0) throw new Error('gone');
      return { events: [], through: to };
    });
    const range = { after: 1n, to: 2n, limit: 10 };
    await expect(newest.page(range)).rejects.toThrow('gone');
    expect(await newest.page(range)).toEqual({ events: [], through: 2n });
  });
});
