/** Read models forget exactly what a rebuild would not show, whatever history there was. */
import { systemClock, type EventLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger, type Ledger } from '@taizhang/platform/ledger';
import { Erasures, migrateErasures } from '@taizhang/platform/service';
import { LiveProjections, ensureBuilt, rebuild } from '@taizhang/projections';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Pool } from 'pg';
import { anyEvents } from './any-events.fixtures';
import { readModels as models } from './services';

jest.setTimeout(120_000);

const customers = ['customer-1', 'customer-2', 'customer-3'];
const subjects = [...customers, 'contact-4', 'staff-5'];

describe('Erasing several people', () => {
  let database: TestDatabase;
  let pool: Pool;
  let ledger: Ledger;
  let log: EventLog;
  let live: LiveProjections;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, { max: 14 });
    const masterKey = randomBytes(32).toString('base64');
    ledger = await openLedger({ pool, dataDir: tmpdir(), masterKey });
    log = ledger.log(systemClock);
    await migrateErasures(pool);
    await ensureBuilt(log, pool, models);
    live = new LiveProjections(log, pool, models);
    live.start();
    await write(1, 1_500);
    await live.waitFor(await log.head(), 60_000);
  });
  afterAll(async () => {
    await live.stop();
    await ledger.close();
    await pool.end();
    await database.drop();
  });

  /** One after the other, because what is refused must be one event and not a page of them. */
  const write = async (seed: number, count: number) => {
    for (const { stream, event } of anyEvents(seed, count)) {
      await log.append(stream, [event], { expected: 'any' }).catch(ignorePersonErased);
    }
  };
  const erasures = () =>
    new Erasures({ log: ledger.log(systemClock), vault: ledger.vault, pool, models });
  const erased = () =>
    ({ data: { personId: customers[0], subjects } }) as unknown as Parameters<
      Erasures['carryOut']
    >[0][number];
  const differences = async () => {
    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    return [...comparisons].map(([name, { differences: count, examples }]) => ({
      ...{ name, count, examples: examples.slice(0, 3) },
    }));
  };
  const none = models.map(({ name }) => ({ name, count: 0, examples: [] }));

  it('shows otherwise what it showed before, which the next proof needs', async () => {
    await ledger.vault.destroy(subjects);
    const counts = (await differences()).filter(({ count }) => count > 0);
    expect(counts.length).toBeGreaterThan(2);
  });

  it('leaves every read model as rebuilt, while it is written on', async () => {
    const writing = write(2, 300);
    await erasures().carryOut([erased()]);
    await writing;
    await live.waitFor(await log.head(), 60_000);
    expect([...live.states().values()].flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(await differences()).toEqual(none);
  });

  it('drops versions that are served no more', async () => {
    const schemas = async () =>
      (await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'customer_archive%'`))
        .rows.length;
    await pool.query('CREATE SCHEMA customer_archive_v1');
    await pool.query('DELETE FROM projections.forgotten');
    await erasures().carryOut([erased()]);
    expect(await schemas()).toBe(1);
    expect(await differences()).toEqual(none);
  });
});

function ignorePersonErased(error: Error): void {
  if (error.message !== 'Refused: person-erased') throw error;
}
