/** Whoever asks how the exchange is may be told that nobody knows; nothing else comes of it. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { Letters } from '@taizhang/vault';
import { KafkaExchange } from './kafka-exchange';
import { migrateKafkaExchange } from './kafka-exchange.migration';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateKafkaExchange(database.pool);
});
afterEach(() => database.drop());

it('is asked in vain while the database is away, and no failure is left to nobody', async () => {
  const pool = openPool(database.url, { max: 4 });
  const exchange = new KafkaExchange({
    ...{ brokers: ['127.0.0.1:1'], log: createMemoryEventLog(), letters: {} as Letters, pool },
    publications: new Map([['Asked', 'front-desk']]),
  });
  try {
    const topic = 'taizhang.front-desk.v1';
    for (const consumer of ['one', 'other']) {
      await exchange.subscribe({
        consumer,
        topic,
        types: ['Asked'],
        handle: async () => undefined,
      });
    }
    expect((await exchange.subscribers()).map(({ name }) => name)).toEqual([
      ...['exchange.publisher', 'one', 'other'],
    ]);
    await pool.end();
    // The second failure comes after the first was told; unheard of, it fails this test.
    await expect(exchange.subscribers()).rejects.toThrow('pool');
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    await exchange.stop();
  }
});
