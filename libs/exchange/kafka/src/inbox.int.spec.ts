import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { Inbox } from './inbox';
import { migrateKafkaExchange } from './kafka-exchange.migration';
import { placeName } from './place';
import { PublishedPlaces } from './published-places';

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

describe('What is published', () => {
  let database: TestDatabase;
  let inbox: Inbox;
  let places: PublishedPlaces;
  const desk = (consumer: string, position: bigint, partition = 0) => ({
    ...{ consumer, topic: 'desk', partition, position },
  });
  const publish = (position: bigint, partition = 0) =>
    places.record(position, [{ topic: 'desk', partition, position }]);

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrateKafkaExchange(database.pool);
    inbox = new Inbox(database.pool);
    places = new PublishedPlaces(database.pool);
  });
  afterEach(() => database.drop());

  it('is waited for by whoever has not come to it', async () => {
    await inbox.enter('a', 'desk');
    await inbox.enter('b', 'desk');
    await inbox.enter('c', 'elsewhere');
    await publish(4n);
    await publish(7n, 1);
    await inbox.recordAll([desk('a', 4n), desk('a', 6n, 1), desk('b', 7n, 1)]);
    const waiting = new Set(await places.waiting());
    expect(waiting).toEqual(new Set([desk('a', 6n, 1), desk('b', 0n)]));
    await inbox.beginAt(5n);
    expect(await places.waiting()).toEqual([desk('a', 6n, 1)]);
  });

  it('is published again from where the first asks for it, once', async () => {
    expect(await places.begin()).toEqual({ after: 0n, isAgain: false });
    await publish(4n);
    await publish(7n, 1);
    expect(await places.isAskedAgain()).toBe(false);
    await places.askAgain(desk('a', 9n));
    expect(await places.isAskedAgain()).toBe(false);
    await places.askAgain(desk('a', 5n));
    await places.askAgain(desk('b', 6n));
    expect(await places.isAskedAgain()).toBe(true);
    expect(await places.begin()).toEqual({ after: 5n, isAgain: true });
    expect(await places.last()).toEqual(
      new Map([
        [placeName({ topic: 'desk', partition: 0 }), 4n],
        [placeName({ topic: 'desk', partition: 1 }), 5n],
      ]),
    );
    await publish(7n, 1);
    // It may be under way.
    await places.askAgain(desk('a', 5n));
    expect(await places.isAskedAgain()).toBe(false);
    expect(await places.begin()).toEqual({ after: 7n, isAgain: false });
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
