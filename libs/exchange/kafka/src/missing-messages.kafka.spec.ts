import { event, eventually, wordOf } from '@taizhang/exchange/compliance';
import { Cluster } from './cluster';
import type { KafkaExchange, KafkaExchangeOptions } from './kafka-exchange';
import { frontDesk, listen, openKafkaPlace, say, type KafkaPlace } from './kafka.fixtures';
import { MissingMessages } from './missing-messages';
import { PublishedPlaces } from './published-places';

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

describe('What Kafka lost before somebody had handled it', () => {
  /** As when the retention ends. */
  const drop = async () => {
    const admin = place.kafka.admin();
    await admin.connect();
    try {
      const topic = place.prefix + frontDesk;
      const ends = await admin.fetchTopicOffsets(topic);
      const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions });
    } finally {
      await admin.disconnect();
    }
  };
  const publishedThrough = (position: bigint) => async () => {
    const { rows } = await place.pool.query('SELECT position FROM exchange.publisher');
    return BigInt(rows[0]?.position ?? 0) === position;
  };
  const away = async () => {
    const exchange = await connect();
    const heard = await listen(exchange);
    await say(place, '1', 'one');
    await eventually(() => heard.length === 1);
    await exchange.stop();
  };

  it('comes once its consumer is back, with nothing new behind it', async () => {
    await away();
    await connect();
    await say(place, '1', 'two', 'three');
    await eventually(publishedThrough(3n));
    await drop();
    const heard = await listen(await connect({ publishes: false }));
    await eventually(() => heard.length === 2);
    expect(heard.map(wordOf)).toEqual(['two', 'three']);
  });

  it('comes before what arrived behind it, and nothing comes twice', async () => {
    await away();
    const publisher = await connect();
    await say(place, '1', 'two');
    await eventually(publishedThrough(2n));
    await drop();
    await say(place, '1', 'three');
    await eventually(publishedThrough(3n));
    const heard = await listen(await connect({ publishes: false }));
    await eventually(() => heard.length >= 2);
    await say(place, '1', 'four');
    await eventually(() => heard.length >= 3);
    expect(heard.map(wordOf)).toEqual(['two', 'three', 'four']);
    const { restartReason } = (await publisher.subscribers())[0]!;
    expect(restartReason).toBe('Kafka lost what was yet to be handled: published again from 1');
  });

  it('comes also where the message that is left is for others', async () => {
    await away();
    await connect();
    await say(place, '1', 'two');
    await eventually(publishedThrough(2n));
    await drop();
    await place.log.append('desk-1', [event('Answered', 'aside')], { expected: 'any' });
    await eventually(publishedThrough(3n));
    const heard = await listen(await connect({ publishes: false }));
    await eventually(() => heard.length > 0);
    expect(heard.map(wordOf)).toEqual(['two']);
  });

  it('comes to a consumer that was not there at the time', async () => {
    await away();
    await drop();
    const heard = await listen(await connect(), 'newcomer');
    await eventually(() => heard.length > 0);
    expect(heard.map(wordOf)).toEqual(['one']);
  });

  it('is not missed by who is away, nor by who is busy', async () => {
    await away();
    const publisher = await connect();
    await say(place, '1', 'two');
    await eventually(publishedThrough(2n));
    await publisher.stop();
    const places = new PublishedPlaces(place.pool);
    const missing = new MissingMessages(
      new Cluster({ brokers: [process.env['TEST_KAFKA_BROKERS']!], prefix: place.prefix }),
      places,
    );
    const looks = async () => {
      for (let look = 1; look <= 2; look++) await missing.look();
      return places.isAskedAgain();
    };
    expect(await places.waiting()).toHaveLength(1);
    expect(await looks()).toBe(false);
    let [isBusy, finish] = [false, () => undefined as void];
    const done = new Promise<void>((resolve) => (finish = resolve));
    const handle = async () => ((isBusy = true), done);
    const exchange = await connect({ publishes: false });
    await exchange.subscribe({ consumer: 'listener', topic: frontDesk, types: ['Asked'], handle });
    await eventually(() => isBusy);
    expect(await looks()).toBe(false);
    finish();
    await eventually(async () => (await places.waiting()).length === 0);
    expect(await looks()).toBe(false);
  });
});
