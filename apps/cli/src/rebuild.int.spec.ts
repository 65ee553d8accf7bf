/** Rebuilding from the command line: stopped, gone on with, watched, taken back. */
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { latestBuilds, wishOf } from '@taizhang/projections';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import { runCli } from './cli';

const library = resolve(__dirname, '../../../libs/legacy/import');

jest.setTimeout(120_000);

let folder: string;
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 3 });
  const sample = join(library, 'samples/complaints-2019');
  await succeeds('import', `${sample}.csv`, '--mapping', `${sample}.yaml`, '--quiet');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function taizhang(argv: string[], signal?: AbortSignal) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, databaseUrl: database.url, dataDir: join(folder, 'data') },
    out: (text) => (out += text),
    err: (text) => (err += text),
    ...(signal ? { signal } : {}),
  });
  return { exitCode, out, err };
}

async function succeeds(...argv: string[]): Promise<string> {
  const { exitCode, out, err } = await taizhang(argv);
  expect({ argv, exitCode, err }).toEqual({ argv, exitCode: 0, err: '' });
  return out;
}
const stopped = () => AbortSignal.abort();
const schemas = ['customer_archive_v4'];
const latest = async () => [...(await latestBuilds(pool, schemas)).values()][0]!;

test('what an upgrade needs is built before it, once', async () => {
  expect(await succeeds('rebuild', '--missing', '--quiet')).toMatch(
    /^Rebuilt \d+ events.*\n {2}organisation_directory: rebuilt and switched\n/,
  );
  expect(await succeeds('rebuild', '--missing')).toBe('Nothing is missing.\n');
  expect(await succeeds('status')).toMatch(/ {2}customer_archive v\d+: up to date\n/);
});

test('Ctrl-C pauses; what was done is kept, told, gone on with', async () => {
  const paused = await taizhang(['rebuild', 'customer_archive', '--quiet'], stopped());
  expect(paused.exitCode).toBe(130);
  expect(paused.err).toMatch(
    /^Paused; what is served is as it was\. ([\d,]+) of \1 events are kept\. Go on with: taizhang reb/,
  );
  const status = await succeeds('status');
  expect(status).toMatch(/Rebuild of customer_archive_v\d+:\n {2}paused · /);
  expect(status).toMatch(/_next: being built, or waiting to be gone on with/);

  const again = await taizhang(['rebuild', '--quiet']);
  expect(again.exitCode).toBe(1);
  expect(again.err).toMatch(/^A rebuild of customer_archive_v\d+ is unfinished \(paused\): /);
  expect(again.err).toContain('taizhang rebuild --discard');

  expect(await succeeds('rebuild', '--resume', '--quiet')).toMatch(/customer_archive: rebuilt and/);
  expect((await latest()).state).toBe('done');
  expect((await taizhang(['rebuild', '--resume'])).err).toBe(
    'There is no rebuild to go on with.\n',
  );
});

test('paused, it is thrown away; nothing is left to pause or cancel then', async () => {
  await taizhang(['rebuild', 'customer_archive', '--quiet'], stopped());
  expect(await succeeds('rebuild', '--discard')).toMatch(
    /^Cancelled: customer_archive_v\d+; what is served is as it was\.\n/,
  );
  for (const act of ['pause', 'cancel', 'resume']) {
    expect((await taizhang(['rebuild', `--${act}`])).exitCode).toBe(1);
  }
});

test('somebody else pauses and cancels what it runs', async () => {
  const holder = await pool.connect();
  await holder.query('BEGIN; LOCK TABLE projections.checkpoints IN EXCLUSIVE MODE');
  const running = taizhang(['rebuild', 'customer_archive', '--quiet']);
  while (!(await wishOf(pool, await latest(), 'cancel'))) await new Promise(setImmediate);
  await heard();
  await holder.query('COMMIT');
  holder.release();
  expect(await running).toEqual({
    ...{ exitCode: 130, out: '' },
    err: 'Cancelled; what is served is as it was.\n',
  });
});

test('the tables of before serve again, and are forgotten', async () => {
  await succeeds('rebuild', 'customer_archive', '--quiet');
  const table = (await latest()).schemas[0]!;
  expect(await succeeds('status')).toMatch(/_old \(\d.* [kM]B\): served before; --roll-back/);
  expect(await succeeds('rebuild', 'customer_archive', '--roll-back')).toMatch(
    /^customer_archive: the tables of before serve, at /,
  );
  const json = await succeeds('rebuild', '--forget', '--json');
  expect(JSON.parse(json)).toEqual({ dropped: expect.arrayContaining([`${table}_old`]) });
  const none = await taizhang(['rebuild', 'customer_archive', '--roll-back']);
  expect(none.exitCode).toBe(1);
  expect(none.err).toMatch(/^Of customer_archive v\d+ no tables are kept that served before\.\n$/);
});

/** While somebody else holds something until `work` is done. */
async function whileHeld(statement: string, work: () => Promise<void>): Promise<void> {
  const holder = await pool.connect();
  try {
    await holder.query(`BEGIN; ${statement}`);
    await work();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}
const lockOf = (schema: string) =>
  `SELECT pg_advisory_xact_lock(hashtextextended('rebuild ${schema}', 0))`;

test('of several none is rolled back while one is held: asked again it would roll forward', async () => {
  const names = ['organisation_directory', 'customer_archive'];
  await succeeds('rebuild', ...names, '--quiet');
  const tables = async () =>
    (await pool.query(`SELECT oid FROM pg_namespace WHERE nspname ~ '_v[0-9]+$' ORDER BY nspname`))
      .rows;
  const before = await tables();
  await whileHeld(lockOf('customer_archive_v4'), async () => {
    const { exitCode, err } = await taizhang(['rebuild', ...names, '--roll-back']);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^customer_archive(_v4)? is being rebuilt/);
    expect(await tables()).toEqual(before);
  });
  expect(await succeeds('rebuild', ...names, '--roll-back')).toMatch(/^org.*\ncustomer_archive: /);
});

test('what cannot be cancelled now is not called cancelled', async () => {
  await taizhang(['rebuild', 'customer_archive', '--quiet'], stopped());
  await whileHeld(lockOf('customer_archive_v4'), async () => {
    const { exitCode, out } = await taizhang(['rebuild', '--cancel']);
    expect((await latest()).state).toBe('paused');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
  });
  await succeeds('rebuild', '--cancel');
  expect((await latest()).state).toBe('cancelled');
});

test('of several what somebody holds is told, and keeps no other from being cancelled', async () => {
  const names = ['customer_archive', 'organisation_directory'];
  for (const name of names) await taizhang(['rebuild', name, '--quiet'], stopped());
  await whileHeld(lockOf('customer_archive_v4'), async () => {
    const { exitCode, out, err } = await taizhang(['rebuild', ...names, '--cancel']);
    expect(out).toMatch(
      /^Cancelled: organisation_directory_v\d+; what is served is as it was\.\n$/,
    );
    expect(err).toMatch(/^Not cancelled: customer_archive_v4 is being rebuilt, .*\.\n$/);
    expect(exitCode).toBe(1);
  });
  expect(await succeeds('rebuild', '--cancel')).toMatch(/^Cancelled: customer_archive_v4;/);
});

test('cancelled between two switches, it does not say that all is served as before', async () => {
  const names = ['organisation_directory', 'customer_archive'];
  const ended = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE application_name = 'taizhang rebuild' AND wait_event_type = 'Lock'
      AND datname = current_database()`;
  const itsPlace = `SELECT FROM projections.checkpoints WHERE read_model = 'customer_archive_v4'`;
  await whileHeld(`${itsPlace} FOR UPDATE`, async () => {
    const running = taizhang(['rebuild', ...names, '--quiet']);
    while ((await pool.query(ended)).rowCount === 0) await new Promise(setImmediate);
    expect((await running).err).toMatch(/^This failed: /);
  });
  const told = await succeeds('rebuild', '--cancel');
  expect(told).toMatch(/^Cancelled: organisation_directory_v\d+, customer_archive_v4; what was/);
  expect(told).not.toMatch(/as before|served is as it was/i);
});

test('of what nobody works on no rate and no time left is told', async () => {
  await taizhang(['rebuild', 'customer_archive', '--quiet'], stopped());
  await pool.query(
    `UPDATE projections.builds SET state = 'running', events_per_second = 100, seconds_left = 7
     WHERE state = 'paused'`,
  );
  const status = await succeeds('status');
  expect(status).toMatch(/ {2}interrupted · reading · 100 % · ([\d,]+) of \1 events\n/);
});

test('what an earlier run has read is not counted into the rate of this one', async () => {
  expect(await succeeds('rebuild', '--resume', '--quiet')).toMatch(
    /^Rebuilt [\d,]+ events, the last 0 in [\d.]+ s \(0 events\/s\)\n/,
  );
});

test('what excludes each other is refused', async () => {
  const { exitCode, err } = await taizhang(['rebuild', '--compare', '--roll-back']);
  expect(exitCode).toBe(2);
  expect(err).toContain("option '--compare' cannot be used with option '--roll-back'");
});

test('what another release left is told, and dropped when somebody asks for that', async () => {
  await pool.query(`CREATE SCHEMA left_behind_v2;
    INSERT INTO projections.checkpoints (read_model, position) VALUES ('left_behind_v2', 1)`);
  const line = '  left_behind_v2: of another release; rebuild --forget drops it\n';
  expect(await succeeds('status')).toContain(line);
  await succeeds('rebuild', 'customer_archive', '--forget');
  expect(await succeeds('status')).toContain(line);
  expect(await succeeds('rebuild', '--forget')).toContain('left_behind_v2');
  expect(await succeeds('status')).not.toContain('left_behind');
});

test('what another release serves is told as that, and not dropped', async () => {
  await pool.query(`CREATE SCHEMA to_come_v1;
    INSERT INTO projections.checkpoints (read_model, position) VALUES ('to_come_v1', 1);
    INSERT INTO platform.subscribers (name, process, kind, state, restarts)
    VALUES ('to_come_v1', 'newer-1', 'read-model', 'running', 0)`);
  expect(await succeeds('rebuild', '--forget')).not.toContain('to_come');
  expect(await succeeds('status')).toContain('  to_come_v1: another release serves it\n');
  await pool.query('DELETE FROM platform.subscribers');
  expect(await succeeds('rebuild', '--forget')).toContain('to_come_v1');
});

/** Whoever works has looked at what is wished since. */
async function heard(): Promise<void> {
  const lookedAt = async () => {
    const { rows } = await pool.query<{ updated_at: string }>(
      'SELECT updated_at FROM projections.builds ORDER BY id DESC LIMIT 1',
    );
    return rows[0]!.updated_at;
  };
  const before = await lookedAt();
  while ((await lookedAt()) === before) await new Promise(setImmediate);
}
