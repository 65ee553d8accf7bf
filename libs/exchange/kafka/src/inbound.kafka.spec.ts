import { eventually } from '@taizhang/exchange/compliance';
import { Poison, type InboundFact } from '@taizhang/kernel';
import { inboundTopic, parkedTopic } from './cluster';
import type { KafkaExchange, KafkaExchangeOptions } from './kafka-exchange';
import { openKafkaPlace, put, readTopic, type KafkaPlace } from './kafka.fixtures';

const time = '2026-01-05T08:00:00Z';
const at = '2026-01-05T08:00:00.000Z';
const source = '/billing';

let place: KafkaPlace;
let connected: KafkaExchange[];
let handled: InboundFact[];

beforeEach(async () => {
  [place, connected, handled] = [await openKafkaPlace(), [], []];
});
afterEach(async () => {
  await Promise.all(connected.map((exchange) => exchange.stop()));
  await place.close();
});

const take = async (fact: InboundFact) => void handled.push(fact);

async function connect(
  handle: (fact: InboundFact) => Promise<void> = take,
  options: Partial<KafkaExchangeOptions> = {},
): Promise<KafkaExchange> {
  const exchange = await place.connect({ publishes: false, ...options });
  connected.push(exchange);
  await exchange.ensureTopics();
  await exchange.subscribeInbound({ consumer: 'bills', types: ['BillIssued'], handle });
  return exchange;
}

const binary = (id: string, type: string) => ({
  ...{ ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type, ce_time: time },
});
const bill = (id: string, key?: string) =>
  put(place, inboundTopic, '{"fen":100}', binary(id, 'BillIssued'), key);
const ids = () => handled.map(({ id }) => id);
const parkedReasons = async (exchange: KafkaExchange) =>
  (await exchange.parked()).map(({ reason }) => reason).toSorted();

describe('The inbound topic', () => {
  it('gives facts in either mode to who acts on them', async () => {
    await connect();
    await bill('1');
    const event = { specversion: '1.0', id: '2', source, type: 'BillIssued', time, data: [1] };
    const headers = { 'content-type': 'application/cloudevents+json' };
    await put(place, inboundTopic, JSON.stringify(event), headers);
    await eventually(() => handled.length === 2);
    expect(handled).toEqual([
      { id: '1', source, type: 'BillIssued', at, data: { fen: 100 } },
      { id: '2', source, type: 'BillIssued', at, data: [1] },
    ]);
  });

  it('has one effect for a fact told twice, also when nobody remembers the first', async () => {
    const first = await connect();
    await bill('1');
    await bill('1');
    await bill('2');
    await eventually(() => ids().includes('2'));
    await first.stop();
    await connect();
    await bill('1', 'another key');
    await bill('3', 'another key');
    await eventually(() => ids().includes('3'));
    expect(ids()).toEqual(['1', '2', '3']);
  });

  it('parks what is broken or unknown with its reason, and goes on', async () => {
    const exchange = await connect();
    await put(place, inboundTopic, 'rubbish');
    await put(place, inboundTopic, '{', binary('1', 'BillIssued'));
    await put(place, inboundTopic, null, {});
    await put(place, inboundTopic, '{}', binary('2', 'MeteorFell'));
    await bill('3');
    await eventually(async () => (await exchange.parked()).length === 4);
    await eventually(() => handled.length === 1);
    expect(await parkedReasons(exchange)).toEqual([
      'its data is not JSON',
      'its data is not JSON',
      'its data is not JSON',
      'nobody here acts on facts of type MeteorFell',
    ]);
    expect(ids()).toEqual(['3']);
    const copies = await readTopic(place, parkedTopic(inboundTopic), 4);
    expect(copies.map(({ value }) => value)).toEqual(Array(4).fill('null'));
    expect(copies.map(({ headers }) => headers['parked-for']).toSorted()).toEqual(
      await parkedReasons(exchange),
    );
  });

  it('parks the key of a fact that cannot be handled, and hands it over later', async () => {
    let isKnown = false;
    const exchange = await connect(async (fact) => {
      if (fact.id === '1' && !isKnown) throw new Poison('no such account');
      await take(fact);
    });
    await bill('1', 'account-1');
    await bill('2', 'account-1');
    await bill('3', 'account-2');
    await eventually(() => ids().includes('3'));
    await eventually(async () => (await exchange.parked())[0]?.waiting === 2);
    isKnown = true;
    const [{ key } = { key: '' }] = await exchange.parked();
    expect(key).toMatch(/^fact-[0-9a-f]{20}$/);
    await exchange.retry('bills', key);
    expect(ids()).toEqual(['3', '1', '2']);
    expect(await exchange.parked()).toEqual([]);
  });

  it('puts an unknown fact on the topic again once somebody knows it', async () => {
    const before = await connect();
    await put(place, inboundTopic, '{}', binary('1', 'OutageBegan'));
    await eventually(async () => (await before.parked()).length === 1);
    const [{ consumer, key } = { consumer: '', key: '' }] = await before.parked();
    await before.retry(consumer, key);
    expect(await before.parked()).toHaveLength(1);
    await before.stop();
    const after = await connect();
    await after.subscribeInbound({ consumer: 'outages', types: ['OutageBegan'], handle: take });
    await after.retry(consumer, key);
    await eventually(() => handled.length === 1);
    expect(handled[0]).toMatchObject({ id: '1', type: 'OutageBegan' });
    expect(await after.parked()).toEqual([]);
  });

  it('leaves alone what another process acts on', async () => {
    const exchange = await connect(take, { inboundTypes: ['OutageBegan'] });
    await put(place, inboundTopic, '{}', binary('1', 'OutageBegan'));
    await put(place, inboundTopic, '{}', binary('2', 'MeteorFell'));
    await eventually(async () => (await exchange.parked()).length === 1);
    expect((await exchange.parked())[0]?.type).toBe('MeteorFell');
  });
});
