import { eventsOf } from '@taizhang/event-log/compliance';
import { systemClock } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { migrateEventLog } from './event-log.migration';
import { createPostgresEventLog } from './postgres-event-log';

describe('A feed', () => {
  it('has asked for the next page when the reader begins to work on this one', async () => {
    const { pool, drop } = await createTestDatabase();
    await migrateEventLog(pool);
    const log = createPostgresEventLog({ pool, clock: systemClock });
    try {
      await log.append('complaint-1', eventsOf(30), { expected: 'any' });
      let asked = 0;
      pool.on('acquire', () => asked++);
      const whenTold: number[] = [];
      for await (const { events } of log.feed({ after: 0n, pageSize: 10, untilHead: true })) {
        whenTold.push(asked);
        expect(events).toHaveLength(10);
      }
      // Where the log ends, this page and the next; at last, where it ends by then.
      expect(whenTold).toEqual([3, 4, 5]);
    } finally {
      await log.close();
      await drop();
    }
  });
});
