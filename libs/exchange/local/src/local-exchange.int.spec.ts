import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { describeExchange, event, publications } from '@taizhang/exchange/compliance';
import {
  Poison,
  derivedId,
  instant,
  topicOf,
  type ActorId,
  type EventLog,
  type FeedOptions,
  type Published,
} from '@taizhang/kernel';
import { eventually } from '@taizhang/kernel/testing';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { LocalExchange } from './local-exchange';
import { migrateLocalExchange } from './local-exchange.migration';

describeExchange('The local exchange', async () => {
  const log = createMemoryEventLog();
  const database = await createTestDatabase();
  await migrateLocalExchange(database.pool);
  return {
    log,
    connect: async () => new LocalExchange(log, database.pool, publications),
    close: () => database.drop(),
  };
});

describe('The local exchange', () => {
  const topic = topicOf('front-desk');
  let database: TestDatabase;
  let log: EventLog;
  let exchange: LocalExchange;

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateLocalExchange(database.pool);
    log = createMemoryEventLog();
    exchange = new LocalExchange(log, database.pool, publications);
  });
  afterEach(async () => {
    await exchange.stop();
    await database.drop();
  });

  const ask = (...words: string[]) =>
    log.append(
      'desk-1',
      words.map((word) => ({
        type: 'Asked',
        data: { word },
        at: instant('2026-01-05T08:00:00.000Z'),
        by: 'staff-1' as ActorId,
        id: derivedId(word),
        version: 1,
        context: {
          commandId: 'c',
          correlationId: 'c',
          causationId: 'c',
          channel: 'test',
          unit: null,
        },
      })),
      { expected: 'any' },
    );
  const listen = async (consumer: string) => {
    const heard: unknown[] = [];
    await exchange.subscribe({
      consumer,
      topic,
      types: ['Asked'],
      handle: async ({ data }) => void heard.push((data as { word: string }).word),
    });
    return heard;
  };
  const failureOf = async (consumer: string) => {
    const { rows } = await database.pool.query<{ failure: string | null }>(
      'SELECT failure FROM exchange.checkpoints WHERE consumer = $1',
      [consumer],
    );
    return rows[0]?.failure;
  };

  it('never moves the beginning back', async () => {
    await exchange.beginAt(7n);
    await exchange.beginAt(3n);
    expect(await exchange.positionOf('listener')).toBe(7n);
  });

  it('keeps the last failure for operators until it is over', async () => {
    let broken = true;
    await exchange.subscribe({
      consumer: 'listener',
      topic,
      types: ['Asked'],
      handle: async () => {
        if (broken) throw new Error('no such unit');
      },
    });
    await ask('one');
    await eventually(async () => (await failureOf('listener')) === 'Error: no such unit');
    broken = false;
    await eventually(async () => (await exchange.positionOf('listener')) === (await log.head()));
    expect(await failureOf('listener')).toBeNull();
  });

  it('begins again when the log ends its feed without a reason, and says so', async () => {
    const { feed } = log;
    let ended = 0;
    log.feed = (options) => (ended++ === 0 ? feed({ ...options, untilHead: true }) : feed(options));
    const heard = await listen('listener');
    await eventually(() => ended === 2);
    await ask('one');
    await eventually(() => heard.length === 1);
    expect(await exchange.subscribers()).toMatchObject([
      {
        ...{ name: 'listener', kind: 'consumer', state: 'running', restarts: 1 },
        restartReason: 'The feed of the log has ended without an error',
      },
    ]);
  });

  it('begins again when the log gives nothing although it holds more', async () => {
    await exchange.stop();
    exchange = new LocalExchange(log, database.pool, publications, { silenceMsMax: 50 });
    const { feed } = log;
    let feeds = 0;
    const hung = async function* (options: FeedOptions) {
      await new Promise<never>(() => undefined);
      yield* feed(options);
    };
    log.feed = (options) => (feeds++ === 0 ? hung(options) : feed(options));
    await ask('one', 'two');
    const heard = await listen('listener');
    await eventually(() => heard.length === 2);
    // The place is written down behind what was handled.
    await eventually(async () => (await exchange.positionOf('listener')) === 2n);
  });

  it('tells operators how its consumers are', async () => {
    let broken = true;
    await exchange.subscribe({
      consumer: 'listener',
      topic,
      types: ['Asked'],
      handle: async () => {
        if (broken) throw Object.assign(new Error('no answer'), { code: 'ECONNRESET' });
      },
    });
    await ask('one');
    const isFailing = async () => (await exchange.subscribers())[0]?.state === 'failing';
    await eventually(isFailing);
    expect(await exchange.subscribers()).toMatchObject([
      { failure: 'Error: no answer', failureClass: 'transient' },
    ]);
    broken = false;
    await eventually(async () => !(await isFailing()));
    await eventually(async () => (await exchange.subscribers())[0]?.position === 1n);
    expect(await exchange.subscribers()).toMatchObject([
      { failure: null, failureClass: null, progressAt: expect.any(Date) },
    ]);
  });

  it('parks what does not fit its contract, and goes on', async () => {
    await exchange.stop();
    const check = ({ data }: Published) =>
      (data as { word: string }).word === 'wrong' ? 'word (invalid_value)' : undefined;
    exchange = new LocalExchange(log, database.pool, publications, { check });
    const heard = await listen('listener');
    await ask('one', 'wrong', 'three');
    await log.append('desk-2', [event('Asked', 'four')], { expected: 'any' });
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['one', 'four']);
    expect(await exchange.parked()).toMatchObject([
      { key: 'desk-1', waiting: 2, reason: 'contract: word (invalid_value)' },
    ]);
    await exchange.retry('listener', 'desk-1');
    expect(await exchange.parked()).toMatchObject([{ waiting: 2 }]);
    expect(heard).toEqual(['one', 'four']);
  });

  it('tries again as many keys at once as are asked for, however few connections there are', async () => {
    await exchange.stop();
    const pool = openPool(database.url, { max: 2 });
    exchange = new LocalExchange(log, pool, publications);
    let isUnknown = true;
    await exchange.subscribe({
      consumer: 'listener',
      topic,
      types: ['Asked'],
      handle: async () => {
        if (isUnknown) throw new Poison('nobody knows the word yet');
        await pool.query('SELECT 1');
      },
    });
    const desks = ['desk-1', 'desk-2', 'desk-3'];
    for (const desk of desks) {
      await log.append(desk, [event('Asked', 'one')], { expected: 'any' });
    }
    await eventually(async () => (await exchange.parked()).length === 3);
    isUnknown = false;
    await Promise.all(desks.map((desk) => exchange.retry('listener', desk)));
    expect(await exchange.parked()).toEqual([]);
    await exchange.stop();
    await pool.end();
  });

  it('notes no place that the log does not reach any more, as where a backup was put back', async () => {
    await listen('listener');
    await ask('one');
    await eventually(async () => (await exchange.positionOf('listener')) === 1n);
    await database.pool.query('ALTER TABLE exchange.checkpoints RENAME TO away');
    await log.append('desk-2', [event('Answered', 'two')], { expected: 'any' });
    await eventually(async () => (await exchange.subscribers())[0]?.position === 2n);
    log.head = async () => 1n;
    await database.pool.query('ALTER TABLE exchange.away RENAME TO checkpoints');
    await exchange.stop();
    expect(await exchange.positionOf('listener')).toBe(1n);
  });

  it('holds up no consumer for another whose place somebody holds, and hands that one over too', async () => {
    const [held, other] = [await listen('held'), await listen('other')];
    await ask('one');
    const isAtHead = async (consumer: string) =>
      (await exchange.positionOf(consumer)) === (await log.head());
    await eventually(async () => (await isAtHead('held')) && (await isAtHead('other')));
    const holder = await database.pool.connect();
    await holder.query(
      "BEGIN; SELECT FROM exchange.checkpoints WHERE consumer = 'held' FOR UPDATE",
    );
    await ask('two');
    await eventually(() => held.length === 2);
    await ask('three', 'four');
    await eventually(() => isAtHead('other'));
    expect(other).toEqual(['one', 'two', 'three', 'four']);
    expect(held).toEqual(['one', 'two']);
    expect(await isAtHead('held')).toBe(false);
    await holder.query('COMMIT');
    holder.release();
    await eventually(() => isAtHead('held'));
    expect(held.slice(-2)).toEqual(['three', 'four']);
  });

  it('tells operators of a consumer whose place somebody holds for long', async () => {
    const held = await listen('held');
    await ask('one');
    await eventually(async () => (await exchange.positionOf('held')) === 1n);
    const holder = await database.pool.connect();
    await holder.query('BEGIN; SELECT FROM exchange.checkpoints FOR UPDATE');
    await ask('two');
    await eventually(async () => (await exchange.subscribers())[0]?.state === 'failing');
    expect(await exchange.subscribers()).toMatchObject([{ failureClass: 'transient' }]);
    await holder.query('COMMIT');
    holder.release();
    await eventually(async () => (await exchange.positionOf('held')) === 2n);
    expect(new Set(held)).toEqual(new Set(['one', 'two']));
  });

  it('tells operators of a consumer that cannot see what is parked, and goes on behind it', async () => {
    const pool = openPool(database.url, { heldMsMax: 100 });
    exchange = new LocalExchange(log, pool, publications);
    const heard = await listen('listener');
    const holder = await database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE exchange.parked');
    await ask('one');
    await eventually(async () => (await failureOf('listener'))?.includes('lock timeout') === true);
    await holder.query('ROLLBACK');
    holder.release();
    await eventually(async () => (await exchange.positionOf('listener')) === (await log.head()));
    expect(heard).toEqual(['one']);
    await exchange.stop();
    await pool.end();
  });

  it('is set up by processes that start together', async () => {
    await database.pool.query('DROP SCHEMA exchange CASCADE');
    await Promise.all([1, 2, 3, 4].map(() => migrateLocalExchange(database.pool)));
    expect(await exchange.positionOf('listener')).toBe(0n);
  });
});
