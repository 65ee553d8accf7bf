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
