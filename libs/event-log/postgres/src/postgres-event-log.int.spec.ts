import { describeEventLog } from '@taizhang/event-log/compliance';
import { systemClock } from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog } from './postgres-event-log';

let database: TestDatabase;
let opened = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describeEventLog('on PostgreSQL', async () => {
  const { pool } = database;
  const schema = `ledger_${++opened}`;
  await migrateEventLog(pool, { schema });
  // No poll in the time of a test: what one instance writes, the other must hear of.
  const open = () =>
    createPostgresEventLog({ pool, clock: systemClock, schema, pollMs: 3_600_000 });
  const logs = [open()];
  const another = async () => {
    logs.push(open());
    return logs.at(-1)!;
  };
  const close = async () => {
    await Promise.all(logs.map((log) => log.close()));
  };
  return { log: logs[0]!, another, close };
});
