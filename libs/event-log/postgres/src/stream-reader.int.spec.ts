import { eventsOf } from '@taizhang/event-log/compliance';
import { systemClock } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog } from './postgres-event-log';

it('A question that cannot be asked fails nobody who asks at the same time', async () => {
  const { pool, drop } = await createTestDatabase();
  await migrateEventLog(pool);
  const log = createPostgresEventLog({ pool, clock: systemClock });
  await log.append('complaint-1', eventsOf(2), { expected: 'any' });
  const names = ['complaint-1', 'complaint-1', 'complaint-\0', 'complaint-1', 'complaint-2'];
  const found = await Promise.allSettled(names.map((name) => log.readStream(name)));
  expect(found.map((one) => (one.status === 'fulfilled' ? one.value.length : one.status))).toEqual([
    ...[2, 2, 'rejected', 2, 0],
  ]);
  await log.close();
  await drop();
});
