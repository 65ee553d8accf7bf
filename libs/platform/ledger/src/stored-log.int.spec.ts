import { systemClock } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { openStoredLog } from './stored-log';

it('everybody in a process who tells time alike shares one log in PostgreSQL, and its readings', async () => {
  const database = await createTestDatabase();
  const { by, stored, close } = await openStoredLog(database.pool, {});
  expect(by(systemClock)).toBe(by(systemClock));
  expect(by(systemClock)).toBe(stored);
  expect(by({ now: systemClock.now })).not.toBe(stored);
  await close();
  await database.drop();
});
