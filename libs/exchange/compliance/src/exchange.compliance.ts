/** What every exchange must hold to. An adapter's spec calls `describeExchange` with itself. */
import type { Published, Subscription } from '@taizhang/kernel';
import {
  event,
  eventually,
  frontDesk,
  types,
  wordOf,
  type ExchangePlace,
  type TestedExchange,
  type Tools,
} from './exchange.fixtures';
import { describeParking } from './parking.compliance';

export function describeExchange(name: string, open: () => Promise<ExchangePlace>): void {
  describe(`${name} carries what a context publishes`, () => {
    let place: ExchangePlace;
    const connected: TestedExchange[] = [];

    const connect = async () => {
      const exchange = await place.connect();
      connected.push(exchange);
      return exchange;
    };
    const say = (key: string, type: string, ...words: string[]) =>
      place.log.append(
        `desk-${key}`,
        words.map((word) => event(type, word)),
        { expected: 'any' },
      );
    const listen = async (exchange: TestedExchange, some: Partial<Subscription> = {}) => {
      const heard: Published[] = [];
      const handle = async (message: Published) => void heard.push(message);
      await exchange.subscribe({ consumer: 'listener', topic: frontDesk, types, handle, ...some });
      return heard;
    };

    const tools: Tools = { place: () => place, connect, say, listen };

    beforeEach(async () => {
      place = await open();
    });
    afterEach(async () => {
      await Promise.all(connected.splice(0).map((exchange) => exchange.stop()));
      await place.close();
    });

    describeDelivery(tools);
    describeRedelivery(tools);
    describeConsumers(tools);
    describeParking(tools);
  });
}

function describeDelivery({ place, connect, say, listen }: Tools): void {
  it('whole: whatever a consumer must know of an event', async () => {
    const asked = event('Asked', '为什么停电？');
    const { position } = await place().log.append('desk-1', [asked], { expected: 'no-stream' });
    const heard = await listen(await connect());
    await eventually(() => heard.length === 1);
    const { type, id, version, at, by, data, context } = asked;
    expect(heard).toEqual([
      { type, id, version, at, by, data, context, topic: frontDesk, key: 'desk-1', position },
    ]);
  });

  it('every event once, in order within a key', async () => {
    const heard = await listen(await connect());
    const keys = ['a', 'b', 'c', 'd'];
    for (let round = 0; round < 15; round++) {
      await Promise.all(keys.map((key) => say(key, 'Asked', `${round}.0`, `${round}.1`)));
    }
    const expected = Array.from({ length: 15 }, (_, round) => [`${round}.0`, `${round}.1`]).flat();
    await eventually(() => heard.length >= keys.length * expected.length);
    for (const key of keys) {
      const words = heard.filter((message) => message.key === `desk-${key}`).map(wordOf);
      expect(words).toEqual(expected);
    }
  });

  it('only the types asked for, and only on the topic that publishes them', async () => {
    const exchange = await connect();
    const heard = await listen(exchange, { types: ['Asked', 'Measured', 'Unheard'] });
    await say('1', 'Answered', 'not asked for');
    await say('1', 'Measured', 'on another topic');
    await say('1', 'Unheard', 'published by nobody');
    await say('1', 'Asked', 'this one');
    await eventually(() => heard.length > 0);
    expect(heard.map(wordOf)).toEqual(['this one']);
  });

  it('to each consumer by itself', async () => {
    const exchange = await connect();
    await say('1', 'Asked', 'one', 'two');
    const heard = await listen(exchange);
    await eventually(() => heard.length === 2);
    let failures = 0;
    const failing = async () => {
      failures++;
      throw new Error('not today');
    };
    await listen(exchange, { consumer: 'another', handle: failing });
    const late = await listen(exchange, { consumer: 'a third' });
    await eventually(() => failures > 0 && late.length === 2);
    await say('1', 'Asked', 'three');
    await eventually(() => heard.length === 3 && late.length === 3);
    expect(late.map(wordOf)).toEqual(['one', 'two', 'three']);
    expect(await exchange.positionOf('another')).toBe(0n);
  });

  it('once more from where it stood, after a stop', async () => {
    const first = await connect();
    const before = await listen(first);
    await say('1', 'Asked', 'one', 'two');
    await eventually(() => before.length === 2);
    await first.stop();
    await say('1', 'Asked', 'three');
    const after = await listen(await connect());
    await eventually(() => after.length > 0);
    expect(before.map(wordOf)).toEqual(['one', 'two']);
    expect(after.map(wordOf)).toEqual(['three']);
  });
}

function describeRedelivery({ connect, say, listen }: Tools): void {
  it('again until the handler succeeds, and nothing of its key before', async () => {
    const tried: string[] = [];
    const handle = async (message: Published) => {
      tried.push(wordOf(message));
      if (wordOf(message) === 'two' && tried.length < 5) throw new Error('not yet');
    };
    await listen(await connect(), { handle });
    await say('1', 'Asked', 'one', 'two', 'three');
    await eventually(() => tried.includes('three'));
    expect(tried).toEqual(['one', 'two', 'two', 'two', 'two', 'three']);
  });

  it('again when a process died before it could say that it was done', async () => {
    const effects = new Map<string, string>();
    let release = () => undefined as void;
    const dying = await connect();
    await listen(dying, {
      handle: async (message) => {
        effects.set(message.id, wordOf(message));
        // The effect is there, the process is gone before the checkpoint is.
        await new Promise<void>((resolve) => (release = resolve));
        throw new Error('died');
      },
    });
    await say('1', 'Asked', 'one');
    await eventually(() => effects.size === 1);
    let again = 0;
    await listen(await connect(), {
      handle: async (message) => {
        again++;
        effects.set(message.id, wordOf(message));
      },
    });
    await eventually(() => again > 0);
    expect([...effects.values()]).toEqual(['one']);
    const stopped = dying.stop();
    release();
    await stopped;
  });
}

function describeConsumers({ place, connect, say, listen }: Tools): void {
  it('and tells where a consumer stands, past what does not concern it', async () => {
    const exchange = await connect();
    expect(await exchange.positionOf('listener')).toBe(0n);
    await listen(exchange);
    await say('1', 'Asked', 'one');
    await say('1', 'Measured', 'not for it');
    const head = await place().log.head();
    await eventually(async () => (await exchange.positionOf('listener')) === head);
  });

  it('and begins behind what was done by other means', async () => {
    await say('1', 'Asked', 'long ago');
    const exchange = await connect();
    await exchange.beginAt(await place().log.head());
    await say('1', 'Asked', 'now');
    const heard = await listen(exchange);
    await eventually(() => heard.length > 0);
    expect(heard.map(wordOf)).toEqual(['now']);
  });

  it('and refuses a second subscription of the same consumer', async () => {
    const exchange = await connect();
    await listen(exchange);
    await expect(listen(exchange)).rejects.toThrow('listener is subscribed already');
  });

  it('and hands out nothing once it is stopped', async () => {
    const exchange = await connect();
    const heard = await listen(exchange);
    await exchange.stop();
    await say('1', 'Asked', 'too late');
    const other = await listen(await connect(), { consumer: 'another' });
    await eventually(() => other.length === 1);
    expect(heard).toEqual([]);
  });
}
