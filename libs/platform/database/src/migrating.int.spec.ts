/** Processes that start together, each of which creates what is missing. */
import { eventually } from '@taizhang/kernel/testing';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { createSchema } from './migrating';

let database: TestDatabase;

beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database?.drop());

it('one that comes while another is at it waits and finds all there', async () => {
  const create = `${createSchema('house')} CREATE TABLE IF NOT EXISTS house.rooms ()`;
  const first = await database.pool.connect();
  await first.query(`BEGIN; ${create}`);
  const second = database.pool.query(create);
  const done = expect(second).resolves.toBeDefined();
  await eventually(async () => {
    const waiting = await database.pool.query(
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    return waiting.rowCount === 1;
  });
  await first.query('COMMIT');
  first.release();
  await done;
  expect((await database.pool.query('TABLE house.rooms')).rows).toEqual([]);
});
