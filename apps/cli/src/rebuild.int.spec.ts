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
    /^Cancelled: customer_archive_v\d+\. Serv/,
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

test('what excludes each other is refused', async () => {
  const { exitCode, err } = await taizhang(['rebuild', '--compare', '--roll-back']);
  expect(exitCode).toBe(2);
  expect(err).toContain("option '--compare' cannot be used with option '--roll-back'");
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
