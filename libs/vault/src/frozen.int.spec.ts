/** A server process that stands still with what a vault has asked it: stopped, or its disk is. */
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { eventually } from '@taizhang/kernel/testing';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { Vault, keyMemoryMsMax } from './vault';
import { migrateVault } from './vault.migration';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateVault(database.pool);
});
afterAll(() => database.drop());
beforeEach(() => (pool = openPool(database.url, { max: 1 })));
afterEach(() => pool.end());

/** Stops the only server process of the pool while `work` goes on. */
async function whileFrozen(work: () => Promise<void>): Promise<void> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]!.pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(rows[0]!.pid, 'SIGCONT');
  }
}

describe('Keys that nobody answers for', () => {
  const open = (clock: { ms: number }) =>
    Vault.open(pool, randomKey, { now: () => clock.ms, answerMsMax: 300 });
  const randomKey = randomBytes(32);

  it.each([
    ['when one is made', { create: true }, 0],
    ['when one is read', { create: false }, 0],
    ['when it is looked for what was destroyed', { create: false }, keyMemoryMsMax],
  ])('are not waited for without end: %s', async (_, options, passed) => {
    const clock = { ms: 0 };
    const vault = await open(clock);
    await whileFrozen(async () => {
      clock.ms += passed;
      await expect(vault.keysOf(['customer-1'], options)).rejects.toThrow('Query read timeout');
      // On another connection.
      await eventually(async () => (await vault.keysOf(['customer-2'], { create: true })).size > 0);
    });
  });
});
