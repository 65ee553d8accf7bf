import { event, eventually, wordOf } from '@taizhang/exchange/compliance';
import type { Published } from '@taizhang/kernel';
import type { KafkaExchange, KafkaExchangeOptions } from './kafka-exchange';
import {
  frontDesk,
  listen,
  openKafkaPlace,
  put,
  readTopic,
  say,
  type KafkaPlace,
} from './kafka.fixtures';

let place: KafkaPlace;
let connected: KafkaExchange[];

beforeEach(async () => {
  [place, connected] = [await openKafkaPlace(), []];
});
afterEach(async () => {
  await Promise.all(connected.map((exchange) => exchange.stop()));
  await place.close();
});

const connect = async (options?: Partial<KafkaExchangeOptions>) => {
  const exchange = await place.connect(options);
  connected.push(exchange);
  return exchange;
};

describe('The publisher', () => {
  it('is one of many processes, and another when that one stops', async () => {
    const members = [await connect(), await connect(), await connect()];
    await eventually(() => members.some((member) => member.isPublishing()));
    const heard = await listen(members[0]!);
    await say(place, '1', 'one');
    await eventually(() => heard.length === 1);
    const first = members.filter((member) => member.isPublishing());
    expect(first).toHaveLength(1);
    const others = await listen(
      members.find((member) => member !== first[0])!,
      'another',
    );
    await first[0]!.stop();
    await say(place, '1', 'two');
    await eventually(() => others.length === 2);
    expect(members.filter((member) => member.isPublishing())).toHaveLength(1);
  });

  it('keeps quiet where it is told to', async () => {
    const silent = await connect({ publishes: false });
    await connect();
    const heard = await listen(silent);
    await say(place, '1', 'one');
    await eventually(() => heard.length === 1);
    expect(silent.isPublishing()).toBe(false);
  });

  it('sends again after a crash, and nobody handles anything twice', async () => {
    const exchange = await connect();
    const heard = await listen(exchange);
    await say(place, '1', 'one', 'two', 'three');
    await eventually(() => heard.length === 3);
    await exchange.stop();
    // As if it had died after sending and before it could note that it had.
    await place.pool.query('UPDATE exchange.publisher SET position = 1');
    const after = await listen(await connect());
    await say(place, '1', 'four');
    await eventually(() => after.length > 0);
    expect(after.map(wordOf)).toEqual(['four']);
    const sent = await readTopic(place, frontDesk, 6);
    expect(sent.map(({ value }) => JSON.parse(value).word)).toEqual([
      'one',
      'two',
      'three',
      'two',
      'three',
      'four',
    ]);
  });

  it('speaks CloudEvents to whoever listens', async () => {
    await (await connect()).ensureTopics();
    await say(place, '1', 'one');
    const [message] = await readTopic(place, frontDesk, 1);
    expect(message).toMatchObject({
      key: 'desk-1',
      value: '{"word":"one"}',
      headers: { ce_specversion: '1.0', ce_type: 'Asked', ce_source: '/taizhang/front-desk' },
    });
  });

  it('carries an event larger than a request usually is', async () => {
    const heard = await listen(await connect());
    const long = '电'.repeat(600_000);
    await say(place, '1', long, 'short');
    await eventually(() => heard.length === 2);
    expect(heard.map((message) => wordOf(message).length)).toEqual([600_000, 5]);
  });
});

describe('Topics that were deleted', () => {
  it('are there again, and what comes afterwards is published', async () => {
    const heard = await listen(await connect());
    await say(place, '1', 'one');
    await eventually(() => heard.length === 1);
    const admin = place.kafka.admin();
    await admin.connect();
    try {
      const topic = place.prefix + frontDesk;
      await admin.deleteTopics({ topics: [topic] });
      // The one of before holds a message.
      await eventually(async () => {
        const offsets = await admin.fetchTopicOffsets(topic).catch(() => []);
        return offsets.length > 0 && offsets.every(({ high }) => high === '0');
      });
    } finally {
      await admin.disconnect();
    }
    await say(place, '1', 'two');
    const [message] = await readTopic(place, frontDesk, 1);
    expect(message!.value).toBe('{"word":"two"}');
  });
});

describe('A consumer', () => {
  it('shares the keys with its copies in other processes', async () => {
    const [first, second] = [await connect(), await connect()];
    // In the order of handling, also where a key changes hands in between.
    const heard = await listen(first);
    await listen(second, 'listener', heard);
    const keys = Array.from({ length: 30 }, (_, index) => String(index));
    await Promise.all(keys.map((key) => say(place, key, `${key}.0`, `${key}.1`, `${key}.2`)));
    await eventually(() => heard.length >= 90);
    const ids = heard.map(({ id }) => id);
    expect(new Set(ids).size).toBe(90);
    for (const key of keys) {
      const words = heard.filter((message) => message.key === `desk-${key}`);
      expect(words.map(wordOf)).toEqual([`${key}.0`, `${key}.1`, `${key}.2`]);
    }
  });

  it('parks what does not fit its contract', async () => {
    const check = ({ version }: Published) =>
      version > 1 ? `version ${version} is not known here` : undefined;
    const exchange = await connect({ check });
    const heard = await listen(exchange);
    const unknown = { ...event('Asked', 'from the future'), version: 2 };
    await place.log.append('desk-1', [unknown], { expected: 'any' });
    await say(place, '2', 'two');
    await eventually(() => heard.length === 1);
    await eventually(async () => (await exchange.parked()).length === 1);
    const [parked] = await exchange.parked();
    expect(parked?.reason).toBe('contract: version 2 is not known here');
  });

  it('parks what is no message at all, and tells the cluster', async () => {
    const exchange = await connect();
    await exchange.ensureTopics();
    const heard = await listen(exchange);
    await put(place, frontDesk, 'rubbish');
    await put(place, frontDesk, null);
    await say(place, '1', 'one');
    await eventually(async () => heard.length === 1 && (await exchange.parked()).length === 2);
    const [copy] = await readTopic(place, `${frontDesk}.parked`, 2);
    expect(copy).toMatchObject({
      headers: {
        'parked-by': 'listener',
        'parked-for': expect.stringContaining('not an event of ours'),
      },
    });
  });

  it('parks what claims a place that the log has not reached, and goes on', async () => {
    const exchange = await connect();
    await exchange.ensureTopics();
    const heard = await listen(exchange);
    await say(place, '1', 'one');
    await eventually(() => heard.length === 1);
    const headers = (await readTopic(place, frontDesk, 1))[0]!.headers;
    const places = ['999', '9223372036854775807', '9999999999999999999', '9'.repeat(40)];
    for (const ce_position of places) {
      for (const ce_type of ['Asked', 'Measured']) {
        const forged = { ...headers, ce_id: `forged-${ce_position}`, ce_type, ce_position };
        for (const key of ['a', 'desk-1']) {
          await put(place, frontDesk, '{"word":"forged"}', forged, key);
        }
      }
    }
    const reason = 'not an event of ours: the log does not hold it';
    await eventually(async () => (await exchange.parked()).length === 8);
    expect(new Set((await exchange.parked()).map((one) => one.reason))).toEqual(new Set([reason]));
    await say(place, '1', 'two');
    await say(place, '2', 'three');
    await eventually(() => heard.length === 3);
    await eventually(async () => (await exchange.positionOf('listener')) === 3n);
    await exchange.retry('listener', (await exchange.parked())[0]!.key);
    expect(await exchange.parked()).toHaveLength(8);
    expect(heard.map(wordOf)).not.toContain('forged');
  });

  it('retries a parked key when another process asks for it', async () => {
    let broken = true;
    const heard: string[] = [];
    const exchange = await connect();
    await exchange.subscribe({
      consumer: 'listener',
      topic: frontDesk,
      types: ['Asked'],
      handle: async (message) => {
        if (broken) throw new TypeError('x is not a function');
        heard.push(wordOf(message));
      },
    });
    await say(place, '1', 'one', 'two');
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    broken = false;
    const operator = await connect({ publishes: false });
    await operator.retry('listener', 'desk-1');
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
  });

  it('goes on from where it stood in another exchange', async () => {
    await say(place, '1', 'one', 'two');
    await place.pool.query(`INSERT INTO exchange.checkpoints VALUES ('listener', 1)`);
    const heard = await listen(await connect());
    await eventually(() => heard.length > 0);
    expect(heard.map(wordOf)).toEqual(['two']);
  });
});
