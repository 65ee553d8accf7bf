/** Once everybody has forgotten somebody it stays so, whatever is rebuilt afterwards. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import { projection, systemClock, type Message, type ReadModel } from '@taizhang/kernel';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { ensureBuilt, rebuild } from '@taizhang/projections';
import { migrateVault } from '@taizhang/vault';
import { carriedOut } from './carried-out';
import { migrateErasures } from './erasures.migration';

const names = projection<Readonly<{ id: string }>, Message<'Named', object>>({
  table: 'names',
  columns: { id: { type: 'text' } },
  types: ['Named'],
  keysOf: ({ stream }) => [stream],
  evolve: (_, __, id) => ({ id }),
});
const naming: ReadModel = { name: 'naming', version: 1, tables: [names] };

it('An erasure that was carried out is, although a rebuild keeps tables to go back to', async () => {
  const database = await createTestDatabase();
  const { pool } = database;
  await migrateEventLog(pool);
  await migrateVault(pool);
  await migrateErasures(pool);
  const log = createPostgresEventLog({ pool, clock: systemClock, pollMs: 100 });
  try {
    await ensureBuilt(log, pool, [naming]);
    await pool.query(`INSERT INTO vault.destroyed (person_id) VALUES ('customer-1')`);
    expect((await carriedOut(pool, 'customer-1')).isDone).toBe(false);
    await pool.query(
      `INSERT INTO projections.forgotten (read_model, person_id, events, streams, rows, subjects)
       VALUES ('naming_v1', 'customer-1', 3, 2, 1, 1)`,
    );
    const carried = { isDone: true, events: 3, streams: 2, rows: 1 };
    expect(await carriedOut(pool, 'customer-1')).toEqual(carried);
    // What is found to be theirs while it is at it, it knows nothing of.
    await pool.query(
      `INSERT INTO vault.destroyed (person_id, destroyed_at)
       VALUES ('contact-2', now() - interval '1 day')`,
    );
    const both = ['customer-1', 'contact-2'];
    expect((await carriedOut(pool, 'customer-1', both)).isDone).toBe(false);
    await rebuild(log, pool, [naming]);
    expect(await carriedOut(pool, 'customer-1')).toEqual(carried);
  } finally {
    await log.close();
    await database.drop();
  }
});
