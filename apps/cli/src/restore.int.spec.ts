/** What a restore leaves alone, what it goes on with, and what nothing else would bring back. */
import { readConfig } from '@taizhang/platform/config';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { AccessTrail, migrateAccess } from '@taizhang/platform/access';
import { openLogAt } from '@taizhang/platform/ledger';
import { startServices } from '@taizhang/platform/service';
import { migrateParking, ParkingLot } from '@taizhang/exchange/parking';
import { EventStoreDbDouble } from '@taizhang/event-log/eventstoredb/testing';
import { beginRestore, checkBackup } from '@taizhang/log-transfer';
import type { Instant, StoredEvent } from '@taizhang/kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli } from './cli';

const samples = resolve(__dirname, '../../../libs/legacy/import/samples');

jest.setTimeout(180_000);

let folder: string;
let backup: string;
let old: TestDatabase;
let fresh: TestDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-restore-'));
  backup = join(folder, 'backup');
  [old, fresh] = [await createTestDatabase(), await createTestDatabase()];
  const sample = join(samples, 'complaints-2019');
  const rejected = join(folder, 'rejected.csv');
  await taizhang(old, 'import', `${sample}.csv`, '-m', `${sample}.yaml`, '--rejected', rejected);
});
afterEach(async () => {
  await old.drop();
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

const dataDir = () => join(folder, 'data');

async function taizhang(database: TestDatabase, ...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, databaseUrl: database.url, dataDir: dataDir() },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

const backUp = () => taizhang(old, 'backup', '--out', backup, '--quiet');
const restore = (database: TestDatabase) => taizhang(database, 'restore', backup, '--quiet');

async function rowsOf({ pool }: TestDatabase, table: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT to_jsonb(t) FROM ${table} t ORDER BY to_jsonb(t)::text`,
  );
  return rows;
}

const look = (at: string, subject: string) => ({
  ...{ at: at as Instant, staffId: 'staff-1', unitId: null, operation: 'CustomerViews.archive' },
  ...{ kind: 'customer', subjects: [subject], outcome: 'seen', correlationId: 'c' },
});

test('the ledger that the backup was made of is left as it is, though nothing was told since', async () => {
  await taizhang(old, 'seal', 'now');
  expect(await backUp()).toMatchObject({ exitCode: 0 });
  await taizhang(old, 'seal', 'rotate-key');
  const heads = await rowsOf(old, 'seal.heads');
  expect(heads.length).toBeGreaterThan(1);
  const refused = await restore(old);
  expect(refused).toMatchObject({ exitCode: 2, err: expect.stringContaining('it is in use') });
  expect(refused.err).toContain('Nothing was changed.');
  expect(await rowsOf(old, 'seal.heads')).toEqual(heads);
});

test('killed half-way it is gone on with, and nobody starts on what is half there', async () => {
  await backUp();
  const manifest = await checkBackup(backup);
  const [source, target] = [await openLogAt(old.url), await openLogAt(fresh.url)];
  const { pool } = fresh;
  await beginRestore({ log: target.stored, pool }, backup, manifest);
  const events: StoredEvent[] = [];
  for await (const page of source.stored.stored({ after: 0n })) events.push(...page.events);
  await target.stored.restore(events.slice(0, 50));
  await source.close();
  await target.close();

  const started = startServices({
    ...{ services: [], title: { zh: '台账', en: 'Taizhang' }, config: readConfig({}), port: 0 },
    ...{ databaseUrl: fresh.url, dataDir: dataDir() },
  });
  await expect(started).rejects.toThrow('A restore into this database did not come to its end');
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  expect(await rowsOf(fresh, 'ledger.events')).toEqual(await rowsOf(old, 'ledger.events'));
  expect(await restore(fresh)).toMatchObject({ exitCode: 2 });
});

test('who looked at what is in the backup, and comes back append-only', async () => {
  await migrateAccess(old.pool);
  const trail = new AccessTrail(old.pool);
  const moments = ['2026-03-31T23:59:59.999Z', '2026-04-01T00:00:00.000Z'];
  for (const [n, at] of moments.entries()) void trail.record(look(at, `customer-${n}`));
  await trail.flush();
  const looks = await rowsOf(old, 'access.looks');
  expect(looks).toHaveLength(2);
  expect((await backUp()).out).toContain('2 rows: who looked at what');
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  expect(await rowsOf(fresh, 'access.looks')).toEqual(looks);
  await expect(fresh.pool.query('DELETE FROM access.looks')).rejects.toThrow('append-only');
});

test('of two backups into one folder at the same time the second is refused', async () => {
  const other = await old.pool.connect();
  await other.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`backup into ${backup}`]);
  const refused = await backUp();
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('at this moment') });
  other.release(true);
  expect(await backUp()).toMatchObject({ exitCode: 0, err: '' });
});

test('what was parked comes back in the order in which it is to be retried', async () => {
  const park = `INSERT INTO exchange.parked (consumer, key, id, type, topic)
    SELECT 'callbacks', 'complaint-1', id, 'ComplaintClosed', 'complaints'
    FROM unnest(ARRAY['first', 'second', 'third']) AS id`;
  for (const { pool } of [old, fresh]) await migrateParking(pool);
  await old.pool.query(park);
  // A row that was changed lies behind those that were not.
  await old.pool.query(`UPDATE exchange.parked SET reason = 'poison' WHERE id = 'first'`);
  const why = { by: 'staff-1', reason: 'told by telephone' };
  await old.pool.query(park.replaceAll('complaint-1', 'complaint-2'));
  await new ParkingLot(old.pool).discard('callbacks', 'complaint-2', why);
  await backUp();
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  const { rows } = await fresh.pool.query('SELECT id FROM exchange.parked ORDER BY number');
  expect(rows.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  expect(await new ParkingLot(fresh.pool).discarded()).toMatchObject([{ messages: 3, ...why }]);
});

test('a backup made while the master key was being changed opens with both', async () => {
  const stopped = await runCli({
    ...{ argv: ['keys', 'rotate', '--quiet'], databaseUrl: old.url, dataDir: dataDir() },
    ...{ out: () => undefined, err: () => undefined, signal: AbortSignal.abort() },
  });
  expect(stopped).toBe(130);
  await backUp();
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  expect(await rowsOf(fresh, 'vault.keys')).toEqual(await rowsOf(old, 'vault.keys'));
});

test('keys that no master key here opens make way for those of the backup that is meant', async () => {
  await backUp();
  expect(await taizhang(old, 'keys', 'rotate', '--quiet')).toMatchObject({ exitCode: 0 });
  const refused = await restore(fresh);
  expect(refused).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('another master key'),
  });
  backup = join(folder, 'newer');
  await backUp();
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  expect(await rowsOf(fresh, 'vault.keys')).toEqual(await rowsOf(old, 'vault.keys'));
  expect(await rowsOf(fresh, 'vault.master')).toEqual(await rowsOf(old, 'vault.master'));
});

test('a backup of a release whose tables had fewer columns gets their defaults', async () => {
  await old.pool.query('ALTER TABLE vault.master DROP COLUMN is_current, DROP COLUMN since');
  expect(await backUp()).toMatchObject({ exitCode: 0 });
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  const { rows } = await fresh.pool.query('SELECT is_current FROM vault.master');
  expect(rows).toEqual([{ is_current: true }]);
});

test('texts of tables come back with whatever Unicode takes for the end of a line', async () => {
  await old.pool.query(`
    CREATE SCHEMA platform;
    CREATE TABLE platform.settings (name text PRIMARY KEY, value jsonb NOT NULL);`);
  const value = '供电\u2028所\u2029\u0085\r\n';
  await old.pool.query('INSERT INTO platform.settings VALUES ($1, $2)', [
    ...['unit', JSON.stringify(value)],
  ]);
  await backUp();
  expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
  expect(await rowsOf(fresh, 'platform.settings')).toMatchObject([{ to_jsonb: { value } }]);
});

test('what was sealed comes back with the log, and the next head follows the last', async () => {
  await taizhang(old, 'seal', 'now');
  await taizhang(old, 'seal', 'rotate-key');
  await backUp();
  rmSync(join(dataDir(), 'seals'), { recursive: true });
  const told = await restore(fresh);
  expect(told).toMatchObject({ exitCode: 0, err: '' });
  expect(told.out).not.toContain('Not put back');
  for (const table of ['heads', 'tiles', 'places', 'state']) {
    expect(await rowsOf(fresh, `seal.${table}`)).toEqual(await rowsOf(old, `seal.${table}`));
  }
  expect(await taizhang(fresh, 'verify', '--quiet')).toMatchObject({ exitCode: 0, err: '' });
});

describe('into EventStoreDB, which counts in its own way', () => {
  let double: EventStoreDbDouble;
  beforeEach(async () => {
    double = await EventStoreDbDouble.start({ file: join(folder, 'log.ndjson') });
  });
  afterEach(async () => {
    delete process.env['EVENT_LOG'];
    delete process.env['EVENTSTORE_URL'];
    await double.kill();
  });

  test('the signed heads come back: the log is held against what was sealed before', async () => {
    await taizhang(old, 'seal', 'now');
    await taizhang(old, 'seal', 'rotate-key');
    await backUp();
    rmSync(join(dataDir(), 'seals'), { recursive: true });
    Object.assign(process.env, { EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: double.url });
    expect(await restore(fresh)).toMatchObject({ exitCode: 0, err: '' });
    expect(await rowsOf(fresh, 'seal.heads')).toEqual(await rowsOf(old, 'seal.heads'));
    // Where events are is found out again; what that builds must fit the heads.
    expect(await taizhang(fresh, 'seal', 'now')).toMatchObject({ exitCode: 0, err: '' });
    expect(await rowsOf(fresh, 'seal.heads')).toEqual(await rowsOf(old, 'seal.heads'));
    expect(await taizhang(fresh, 'verify', '--quiet')).toMatchObject({ exitCode: 0, err: '' });
  });

  test('a database in use is left alone though the log of the new server is empty', async () => {
    await taizhang(old, 'seal', 'now');
    await backUp();
    await taizhang(old, 'seal', 'rotate-key');
    const heads = await rowsOf(old, 'seal.heads');
    Object.assign(process.env, { EVENT_LOG: 'eventstoredb', EVENTSTORE_URL: double.url });
    const refused = await restore(old);
    expect(refused).toMatchObject({ exitCode: 2, err: expect.stringContaining('keys of persons') });
    expect(await rowsOf(old, 'seal.heads')).toEqual(heads);
  });
});
