/** Read models forget exactly what a rebuild would not show, whatever history there was. */
import { systemClock, type EventLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { openLedger, type Ledger } from '@taizhang/platform/ledger';
import { Erasures, carriedOut, migrateErasures } from '@taizhang/platform/service';
import { LiveProjections, ensureBuilt, rebuild } from '@taizhang/projections';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Pool } from 'pg';
import { anyEvents } from './any-events.fixtures';
import { until } from './api.fixtures';
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
  const erasures = (onFailure = (_: unknown) => undefined as void) =>
    new Erasures({ log: ledger.log(systemClock), vault: ledger.vault, pool, models, onFailure });
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
    expect(counts.length).toBeGreaterThan(1);
  });

  it('leaves every read model as rebuilt, while it is written on', async () => {
    const writing = write(2, 300);
    await erasures().carryOut([erased()]);
    await writing;
    await live.waitFor(await log.head(), 60_000);
    expect([...live.states().values()].flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(await differences()).toEqual(none);
  });

  it('is carried out by whoever starts after a crash between the decision and the keys', async () => {
    await ledger.vault.keysOf(['customer-9'], { create: true });
    const decided = { ground: 'unlawful', requestedBy: 'authority', reference: 'GR-2026-9' };
    const data = { personId: 'customer-9', ...decided, subjects: ['customer-9'] };
    const ids = { commandId: 'e', correlationId: 'e', causationId: 'e' };
    const event = { type: 'PersonErased', data, at: '2026-03-02T01:00:00.000Z', by: 'staff-1' };
    const context = { ...ids, channel: 'test', unit: null };
    const proposed = { ...event, id: randomUUID(), version: 1, context };
    await log.append('customer-9', [proposed as never], { expected: 'any' });
    const failures: unknown[] = [];
    const started = erasures((error) => void failures.push(error));
    started.start();
    try {
      await until(
        () => carriedOut(pool, 'customer-9'),
        ({ isDone }) => isDone,
        30_000,
      );
    } finally {
      await started.stop();
    }
    expect(failures).toEqual([]);
    expect((await ledger.vault.keysOf(['customer-9'])).size).toBe(0);
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
