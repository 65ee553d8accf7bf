import { z } from 'zod';
import { defineEvent } from './event-catalogue';
import type { EventLog, FeedPage } from './event-log';
import { Poison } from './exchange';
import type { Recorded } from './message';
import { currentBy, upcast, upcastLog, VersionUnknown } from './upcasting';

/** A name in one piece, then in two, then with a title that nobody had asked for before. */
const Registered = defineEvent({
  meaning: 'Somebody is known.',
  version: 3,
  data: z.object({ family: z.string(), given: z.string(), title: z.string().nullable() }),
  upcasts: [
    ({ name, ...rest }) => {
      const [family = '', given = ''] = String(name ?? '').split(' ');
      return { ...rest, family, given };
    },
    (data) => ({ ...data, title: null }),
  ],
});
const catalogue = { Registered };
type Data = Readonly<Record<string, unknown>>;

const event = (version: number, data: object) =>
  ({ type: 'Registered', version, data, stream: 'customer-1' }) as unknown as Recorded;
const first = event(1, { name: 'Wang Xiuying' });
const second = event(2, { family: 'Wang', given: 'Xiuying' });
const third = event(3, { family: 'Wang', given: 'Xiuying', title: null });
const fourth = event(4, { names: ['Wang'] });

const logOf = (...events: Recorded[]) =>
  ({
    readStream: async () => events,
    async *feed(): AsyncIterable<FeedPage> {
      yield { events, through: 9n, caughtUp: true };
    },
  }) as unknown as EventLog;

describe('An event of an earlier version', () => {
  it.each([first, second, third])('is read as today’s, step by step', (old) => {
    expect(currentBy(catalogue)(old)).toEqual(third);
    expect(Registered.data.safeParse(upcast(Registered, old)).success).toBe(true);
  });

  it('stays as it is in the store: nothing of it is changed in place', () => {
    const before = structuredClone(first.data);
    upcast(Registered, first);
    expect(first.data).toEqual(before);
  });

  it('is read so from the stream and from the feed', async () => {
    const log = upcastLog(logOf(first, second, third), catalogue);
    expect(await log.readStream('customer-1')).toEqual([third, third, third]);
    for await (const { events } of log.feed({ after: 0n })) {
      expect(events).toEqual([third, third, third]);
    }
  });

  it('without a step that leads on is refused', () => {
    const { upcasts: _, ...stepless } = Registered;
    expect(() => upcast(stepless, first)).toThrow(VersionUnknown);
  });
});

describe('An event from the future', () => {
  it('is not guessed at by whoever decides', async () => {
    const log = upcastLog(logOf(third, fourth), catalogue);
    await expect(log.readStream('customer-1')).rejects.toThrow('version 4 of Registered');
  });

  it('stops in the feed whoever looks at its data, and nobody else', async () => {
    const log = upcastLog(logOf(first, fourth), catalogue);
    for await (const { events, through } of log.feed({ after: 0n })) {
      expect(through).toBe(9n);
      expect(events[0]).toEqual(third);
      expect(events[1]!.type).toBe('Registered');
      const data = events[1]!.data as { family: string };
      expect(() => data.family).toThrow(VersionUnknown);
      expect(() => ({ ...data })).toThrow(VersionUnknown);
      expect(() => JSON.stringify(data)).toThrow(VersionUnknown);
      expect(() => 'family' in data).toThrow(VersionUnknown);
    }
  });

  it('stops nobody either who claims an old version that its data never was of', async () => {
    const steps = [(data: Data) => ({ name: data['name']!.toString() }), (data: Data) => data];
    const log = upcastLog(logOf({ ...first, data: {} }, third), {
      Registered: { ...Registered, upcasts: steps },
    });
    for await (const { events } of log.feed({ after: 0n })) {
      expect(events[1]).toEqual(third);
      const data = events[0]!.data as { family: string };
      expect(() => data.family).toThrow(Poison);
      expect(() => data.family).toThrow("version 1 of Registered cannot be read as today's");
    }
  });

  it('of a type that nobody declared stays as it is', () => {
    const unknown = { ...fourth, type: 'Forgotten' };
    expect(currentBy(catalogue)(unknown)).toBe(unknown);
  });
});
