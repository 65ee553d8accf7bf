/** What cannot be taken in, and whether anything was skipped, from the command line. */
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { migrateParking } from '@taizhang/exchange/parking';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli } from './cli';

const library = resolve(__dirname, '../../../libs/legacy/import');

describe('The command line', () => {
  let database: TestDatabase;
  let folder: string;

  const taizhang = async (...argv: string[]) => {
    let [out, err] = ['', ''];
    const exitCode = await runCli({
      ...{ argv, databaseUrl: database.url, dataDir: join(folder, 'data') },
      out: (text) => (out += text),
      err: (text) => (err += text),
    });
    return { exitCode, out, err };
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
    const csv = join(library, 'samples/complaints-2019.csv');
    const mapping = join(library, 'samples/complaints-2019.yaml');
    const rejected = join(folder, 'rejected.csv');
    await taizhang('import', csv, '-m', mapping, '--rejected', rejected, '--quiet');
    expect((await taizhang('rebuild', '--quiet')).exitCode).toBe(0);
    await migrateParking(database.pool);
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it('audits what was rebuilt, and names a range that differs', async () => {
    const good = await taizhang('audit', '--quiet');
    expect(good).toMatchObject({ exitCode: 0, err: '' });
    expect(good.out).toMatch(
      /^complaint_cases_v\d+: [\d,]+ events up to \d+, none too few, none too many$/m,
    );
    await database.pool.query('UPDATE organisation_directory_v1.applied_ranges SET events = 0');
    const bad = await taizhang('audit', '--quiet', '--json');
    expect(bad.exitCode).toBe(1);
    const [found] = (JSON.parse(bad.out) as { readModel: string; findings: object[] }[]).filter(
      ({ findings }) => findings.length > 0,
    );
    expect(found).toMatchObject({
      readModel: 'organisation_directory_v1',
      findings: [{ from: '0', applied: 0 }],
    });
    expect((await taizhang('rebuild', 'organisation_directory', '--quiet')).exitCode).toBe(0);
    expect((await taizhang('audit', '--quiet')).exitCode).toBe(0);
  });

  it('lists what is parked, tries a row again, and never gives up an event', async () => {
    expect(await taizhang('parked', 'list')).toMatchObject({
      ...{ exitCode: 0, out: 'Nothing is parked.\n' },
    });
    const { rows } = await database.pool.query<{ key: string }>(
      `INSERT INTO organisation_directory_v1.parked_events
         (table_name, kind, key, position, stream, revision, event_id, type, reason)
       SELECT 'units', 'key', stream, position, stream, revision, id, type, 'not foreseen'
       FROM ledger.events WHERE type = 'UnitOpened' LIMIT 1 RETURNING key`,
    );
    const { key } = rows[0]!;
    const listed = await taizhang('parked', 'list');
    expect(listed.exitCode).toBe(1);
    expect(listed.out).toContain(`organisation_directory_v1 units ${key}: UnitOpened, 1 waiting`);
    const name = 'organisation_directory_v1';
    const why = ['--reason', 'not needed', '--by', 'staff-1'];
    const given = await taizhang('parked', 'discard', name, key, ...why);
    expect(given).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^Events cannot be given up/),
    });
    expect(await taizhang('parked', 'retry', name, key)).toMatchObject({
      ...{ exitCode: 0, out: `${name} units ${key}: taken in, and up to date\n` },
    });
    expect(await taizhang('parked', 'retry', name, key)).toMatchObject({
      ...{
        exitCode: 2,
        err: expect.stringMatching(/^Nothing is parked at organisation_directory_v1 under/),
      },
    });
  });

  it('tells of every key, however many there are', async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO organisation_directory_v1.parked_events
         (table_name, kind, key, position, stream, revision, event_id, type, reason)
       SELECT 'units', 'key', 'unit-' || number, 1, 'unit-1', 0, 'event', 'UnitOpened', 'a fault'
       FROM generate_series(1000, 1299) number`,
    );
    expect((await taizhang('parked', 'list')).out).toMatch(/^Parked keys: 300\n/);
    const shown = await taizhang('parked', 'show', 'organisation_directory_v1', 'unit-1299');
    expect(JSON.parse(shown.out)).toMatchObject([{ key: 'unit-1299' }]);
    await pool.query('DELETE FROM organisation_directory_v1.parked_events');
  });

  it('asks for messages to be tried again, and gives them up on record', async () => {
    await database.pool.query(
      `INSERT INTO exchange.parked (consumer, key, id, type, topic, reason)
       VALUES ('listener', 'desk-1', 'event-1', 'Asked', 'taizhang.intake.v1', 'nobody knows it')`,
    );
    const shown = await taizhang('parked', 'show', 'listener', 'desk-1');
    expect(JSON.parse(shown.out)).toMatchObject([{ reason: 'nobody knows it', waiting: 1 }]);
    expect((await taizhang('parked', 'retry', 'listener')).out).toContain('asked for');
    const { out } = await taizhang('parked', 'list', '--json');
    expect(JSON.parse(out)).toMatchObject([{ consumer: 'listener', retryWanted: true }]);
    const discard = ['parked', 'discard', 'listener', 'desk-1', '--by', 'staff-1', '--reason'];
    expect((await taizhang(...discard, 'x')).exitCode).toBe(2);
    expect(await taizhang(...discard, 'told twice')).toMatchObject({ exitCode: 0 });
    const { rows } = await database.pool.query(
      'SELECT reason, discarded_by FROM exchange.discarded',
    );
    expect(rows).toEqual([{ reason: 'told twice', discarded_by: 'staff-1' }]);
  });
});
