import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Inbox } from './inbox';
import { migrateKafkaExchange } from './kafka-exchange.migration';

describe('What is remembered of facts from outside', () => {
  let database: TestDatabase;
  let inbox: Inbox;

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateKafkaExchange(database.pool);
    inbox = new Inbox(database.pool);
  });
  afterEach(() => database.drop());

  it('is forgotten once it is old, portion by portion, and nothing else', async () => {
    for (const id of ['1', '2', '3', '4']) await inbox.recordFact('bills', '/billing', id);
    await database.pool.query(
      `UPDATE exchange.inbound_handled SET handled_at = now() - interval '91 days'
       WHERE id IN ('1', '2', '3')`,
    );
    expect(await inbox.forgetFacts(90, 2)).toBe(2);
    expect(await inbox.forgetFacts(90, 2)).toBe(1);
    expect(await inbox.forgetFacts(90, 2)).toBe(0);
    expect(await inbox.isFactHandled('bills', '/billing', ['1'])).toBe(false);
    expect(await inbox.isFactHandled('bills', '/billing', ['name', '4'])).toBe(true);
  });
});

describe('What is done with of each place', () => {
  let database: TestDatabase;
  let inbox: Inbox;
  const place = (consumer: string, partition = 0) => ({ consumer, topic: 'desk', partition });
  const at = (consumer: string, position: bigint, partition = 0) => ({
    ...place(consumer, partition),
    position,
  });

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateKafkaExchange(database.pool);
    inbox = new Inbox(database.pool);
  });
  afterEach(() => database.drop());

  it('is written for many at once, the furthest of each', async () => {
    const told = [at('a', 1n), at('b', 7n), at('a', 3n), at('a', 2n), at('a', 9n, 1)];
    await Promise.all(told.map((reached) => inbox.record(reached)));
    await inbox.recordAll([at('b', 6n), at('c', 4n)]);
    const places = [place('a'), place('a', 1), place('b'), place('c'), place('d')];
    expect(await Promise.all(places.map((one) => inbox.doneThrough(one)))).toEqual([
      ...[3n, 9n, 7n, 4n, 0n],
    ]);
  });

  it('holds up no other where somebody holds one, and is written once it is free', async () => {
    await inbox.recordAll([at('a', 1n), at('b', 1n)]);
    const holder = await database.pool.connect();
    await holder.query("BEGIN; SELECT FROM exchange.inbox WHERE consumer = 'a' FOR UPDATE");
    const held = inbox.record(at('a', 2n));
    await Promise.all([inbox.record(at('b', 2n)), inbox.record(at('c', 2n))]);
    await expect(inbox.recordAll([at('a', 2n), at('b', 3n)])).rejects.toThrow('Somebody holds');
    expect(await inbox.doneThrough(place('b'))).toBe(3n);
    expect(await inbox.doneThrough(place('a'))).toBe(1n);
    await holder.query('COMMIT');
    holder.release();
    await held;
    expect(await inbox.doneThrough(place('a'))).toBe(2n);
  });
});
