/** What has waited long enough is given up, also where that failed the first time. */
import { ParkingLot, factName, migrateParking } from '@taizhang/exchange/parking';
import { Poison, type EventLog } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Letters, Vault, migrateVault } from '@taizhang/vault';
import { randomBytes } from 'node:crypto';
import { KafkaExchange } from './kafka-exchange';
import { migrateKafkaExchange } from './kafka-exchange.migration';

const dayMs = 24 * 3_600_000;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateParking(database.pool);
  await migrateKafkaExchange(database.pool);
  await migrateVault(database.pool);
});
afterEach(() => database.drop());

it('is given up at the next look when the database was away at the first', async () => {
  let now = Date.parse('2026-11-20T23:00:00Z');
  let isAway = true;
  const vault = await Vault.open(database.pool, randomBytes(32));
  const letters = new Letters(vault, () => now);
  const lot = new ParkingLot(database.pool, letters);
  const [id, key] = [await factName(letters, 's 1'), await factName(letters, '3301999947')];
  const letter = { id, key, type: 'BillIssued', topic: 'taizhang.inbound.v1', raw: { key } };
  const handle = async () => {
    throw new Poison('unknown-account');
  };
  await lot.deliver({ consumer: 'facts', letter, handle, record: async () => undefined });

  const pool = Object.create(database.pool) as typeof database.pool;
  pool.query = (async (text: string, values: unknown[]) => {
    if (isAway && /exchange\.discarded/.test(text)) throw new Error('Connection terminated');
    return database.pool.query(text, values);
  }) as never;
  const failures: unknown[] = [];
  const exchange = new KafkaExchange({
    ...{ brokers: ['127.0.0.1:1'], log: {} as EventLog, letters, pool },
    ...{ publications: new Map<string, string>(), publishes: false },
    onFailure: (part) => void failures.push(part),
  });
  try {
    now += 31 * dayMs;
    await exchange.forgetFacts();
    expect(failures).toEqual(['forgetting']);
    isAway = false;
    await exchange.forgetFacts();
    expect(await lot.list()).toEqual([]);
    expect(await letters.open({ by: 'letters-2026-11-20', text: '' }, '')).toBeNull();
  } finally {
    await exchange.stop();
  }
});
