import { eventsOf } from '@taizhang/event-log/compliance';
import { StreamIncomplete, systemClock } from '@taizhang/kernel';
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

it('A stream out of which somebody took events is refused, and no other', async () => {
  const { pool, drop } = await createTestDatabase();
  await migrateEventLog(pool);
  const log = createPostgresEventLog({ pool, clock: systemClock });
  for (const stream of ['headless-1', 'torn-1', 'whole-1']) {
    await log.append(stream, eventsOf(4), { expected: 'no-stream' });
  }
  await pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     DELETE FROM ledger.events
     WHERE (stream, revision) IN (('headless-1', 0), ('torn-1', 1), ('torn-1', 2)); COMMIT`,
  );
  const readings = ['headless-1', 'torn-1', 'whole-1'].map((stream) => log.readStream(stream));
  const [headless, torn, whole] = await Promise.allSettled(readings);
  expect(headless).toMatchObject({ reason: expect.any(StreamIncomplete) as object });
  expect(torn).toMatchObject({
    reason: { message: expect.stringContaining('revision 3 comes where revision 1 is due') },
  });
  expect(whole).toMatchObject({ value: { length: 4 } });
  expect(await log.readStream('torn-1', { from: 3 })).toHaveLength(1);
  await log.close();
  await drop();
});
