/** Nobody waits for long behind somebody who holds what is parked. */
import { Poison } from '@taizhang/kernel';
import { isPassing } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { ParkingLot } from './parking-lot';
import { migrateParking } from './parking.migration';
import { isPoison } from './poison.policy';

jest.setTimeout(60_000);

const consumer = 'callbacks';
const key = 'complaint-1';
const why = { by: 'staff-1', reason: 'told twice by mistake' };

let database: TestDatabase;
let lot: ParkingLot;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateParking(database.pool);
  lot = new ParkingLot(database.pool);
  await deliver('first', async () => {
    throw new Poison('nobody understands it');
  });
  await deliver('second');
});
afterEach(() => database.drop());

const deliver = (id: string, handle = async () => undefined as void) => {
  const letter = { id, type: 'Asked', topic: 't', key };
  return lot.deliver({ consumer, letter, handle, record: async () => undefined });
};

/** What may pass by itself: whoever asked is told to come back, and nothing is parked for it. */
async function refused(asked: Promise<unknown>): Promise<boolean> {
  const failure = await asked.then(() => undefined).catch((error: unknown) => error);
  return isPassing(failure) && !isPoison(failure);
}

it('A retry that does not come to its end holds up its key, and nobody who asks', async () => {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let hanging!: () => void;
  const hangs = new Promise<void>((resolve) => (hanging = resolve));
  const handled: string[] = [];
  const draining = lot.drain(consumer, key, async ({ id }) => {
    handled.push(id);
    if (id !== 'second') return;
    hanging();
    await ended;
  });
  await hangs;
  const asked = [deliver('third'), lot.discard(consumer, key, why), lot.request(consumer, key)];
  expect(await Promise.all(asked.map(refused))).toEqual([true, true, true]);
  expect(await lot.list()).toMatchObject([{ key, waiting: 2 }]);
  end();
  await draining;
  await deliver('third', async () => void handled.push('third'));
  expect(handled).toEqual(['first', 'second', 'third']);
});

it('A table that somebody holds is told of as held', async () => {
  const holder = await database.pool.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE exchange.parked, exchange.discarded');
    expect(await Promise.all([lot.list(), lot.discarded()].map(refused))).toEqual([true, true]);
  } finally {
    holder.release(true);
  }
  expect(await lot.list()).toMatchObject([{ key, waiting: 2 }]);
});
