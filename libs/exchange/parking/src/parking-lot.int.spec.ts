/** Whoever waits for a key does so no longer than somebody works on it. */
import { Poison } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { Pool } from 'pg';
import { ParkingLot, type Delivery } from './parking-lot';
import { migrateParking } from './parking.migration';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateParking(database.pool);
  pool = openPool(database.url);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const delivery = (id: string): Delivery => ({
  consumer: 'somebody',
  letter: { id, type: 'Thing', topic: 'things', key: 'a key' },
  handle: () => Promise.reject(new Poison('not like this')),
  record: async () => undefined,
});

it('one that stands still while it tries a message again holds up its key for a while only', async () => {
  const lot = new ParkingLot(pool);
  await lot.deliver(delivery('first'));
  // Longer than a busy machine takes from one statement to the next.
  const still = new ParkingLot(pool, undefined, 3_000);
  let goOn!: () => void;
  const standing = new Promise<void>((resolve) => (goOn = resolve));
  let drained!: Promise<string>;
  await new Promise<void>((tried) => {
    const handle = () => (tried(), standing);
    drained = still.drain('somebody', 'a key', handle).then(
      () => 'all',
      () => 'nothing',
    );
  });
  await lot.deliver(delivery('second'));
  goOn();
  expect(await drained).toBe('nothing');
  // What the one that stood still believed to have handled is not lost.
  expect(await lot.list()).toMatchObject([{ key: 'a key', id: 'first', waiting: 2 }]);
});
