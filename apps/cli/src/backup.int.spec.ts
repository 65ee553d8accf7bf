/** A backup made, damaged, put back, and all as it was: by the commands an operator types. */
import { eventOf } from '@taizhang/event-log/compliance';
import type { StoredEvent } from '@taizhang/kernel';
import { openLogAt } from '@taizhang/platform/ledger';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runCli } from './cli';

const samples = resolve(__dirname, '../../../libs/legacy/import/samples');

jest.setTimeout(180_000);

let folder: string;
let backup: string;
let databases: TestDatabase[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-backup-'));
  backup = join(folder, 'backup');
  databases = [];
});
afterEach(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true });
});

async function emptyDatabase() {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

async function taizhang(database: TestDatabase, ...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...{ argv, databaseUrl: database.url, dataDir: join(folder, 'data') },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

async function done(database: TestDatabase, ...argv: string[]) {
  const { exitCode, out, err } = await taizhang(database, ...argv);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return JSON.parse(out);
}

const importSample = (database: TestDatabase) =>
  done(
    database,
    ...['import', join(samples, 'complaints-2019.csv'), '--json', '--quiet'],
    ...['-m', join(samples, 'complaints-2019.yaml'), '--rejected', join(folder, 'rejected.csv')],
  );
const backUp = (database: TestDatabase) =>
  done(database, 'backup', '--out', backup, '--json', '--quiet');
const restore = (database: TestDatabase) =>
  taizhang(database, 'restore', backup, '--json', '--quiet');

async function stored(database: TestDatabase): Promise<StoredEvent[]> {
  const { stored: log, close } = await openLogAt(database.url);
  const events: StoredEvent[] = [];
  for await (const page of log.stored({ after: 0n })) events.push(...page.events);
  await close();
  return events;
}

async function record(database: TestDatabase, event: Partial<StoredEvent>) {
  const { stored: log, close } = await openLogAt(database.url);
  const { context, data, ...proposed } = eventOf();
  const texts = { context: JSON.stringify(context), data: JSON.stringify(data) };
  const place = { stream: 'complaint-new', revision: 0, position: 0n, recordedAt: proposed.at };
  await log.restore([{ ...proposed, ...place, ...texts, ...event }]);
  await close();
}

const readModelOf = async ({ pool }: TestDatabase) => {
  const { rows } = await pool.query(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema LIKE 'customer_archive_v%' ORDER BY 1`,
  );
  const content: Record<string, unknown> = {};
  for (const { name } of rows) {
    content[name] = (
      await pool.query(`SELECT to_jsonb(t) FROM ${name} t ORDER BY to_jsonb(t)::text`)
    ).rows;
  }
  return content;
};

test('a backup put into an empty database is the same log with the same read models', async () => {
  const [old, fresh] = [await emptyDatabase(), await emptyDatabase()];
  await importSample(old);
  await done(old, 'rebuild', '--json', '--quiet');
  const report = await backUp(old);
  expect(report).toMatchObject({ events: 363, segments: 1, through: '363' });
  expect(report.keys).toBeGreaterThan(1);

  const { exitCode, out, err } = await restore(fresh);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  const outcome = { events: 363, samePositions: true, erasedPersons: 0, missingTables: [] };
  expect(JSON.parse(out)).toMatchObject(outcome);
  expect(await stored(fresh)).toEqual(await stored(old));
  await done(fresh, 'rebuild', '--json', '--quiet');
  const models = await readModelOf(fresh);
  expect(Object.values(models).flat().length).toBeGreaterThan(0);
  expect(models).toEqual(await readModelOf(old));

  const again = await restore(fresh);
  expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('restored before')]);
});

test('it grows by what is new, and holds nothing personal in the clear', async () => {
  const old = await emptyDatabase();
  await importSample(old);
  await backUp(old);
  const before = readdirSync(join(backup, 'log'));
  await record(old, {});
  expect(await backUp(old)).toMatchObject({ events: 364, segments: 2 });
  expect(readdirSync(join(backup, 'log')).slice(0, 1)).toEqual(before);
  const csv = readFileSync(join(samples, 'complaints-2019.csv'), 'utf8');
  const phones = csv.match(/1[3-9]\d{9}/g) ?? [];
  const files = ['keys.ndjson.gz', 'installation.ndjson.gz', 'log/000001.ndjson.gz'];
  const texts = files.map((file) => gunzipSync(readFileSync(join(backup, file))).toString());
  for (const phone of phones) expect(texts.some((text) => text.includes(phone))).toBe(false);
  expect(texts[2]).toContain('$personal');
});

test.each<[string, (file: string) => void, string]>([
  ['cut off', (file) => truncateSync(file, 1_000), 'has 1000 bytes instead of'],
  ['added to', (file) => appendFileSync(file, 'x'), 'bytes instead of'],
  ['altered', (file) => flip(file, 500), 'was altered'],
  ['deleted', (file) => rmSync(file), 'is missing'],
])('a file that was %s is named, and nothing is written', async (_, damage, what) => {
  const [old, fresh] = [await emptyDatabase(), await emptyDatabase()];
  await importSample(old);
  await backUp(old);
  const whole = join(folder, 'whole');
  cpSync(backup, whole, { recursive: true });
  for (const file of ['log/000001.ndjson.gz', 'keys.ndjson.gz']) {
    cpSync(whole, backup, { recursive: true });
    damage(join(backup, file));
    const { exitCode, err } = await restore(fresh);
    expect(exitCode).toBe(1);
    expect(err).toContain(`cannot be used: ${file} `);
    if (file.startsWith('log')) expect(err).toContain(what);
  }
  expect(await stored(fresh)).toEqual([]);
});

function flip(file: string, at: number) {
  const bytes = readFileSync(file);
  bytes[Math.min(at, bytes.length - 1)]! ^= 1;
  writeFileSync(file, bytes);
}

test('a manifest that was rewritten is found out, an unfinished backup is no backup', async () => {
  const old = await emptyDatabase();
  await importSample(old);
  await backUp(old);
  const manifest = join(backup, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace('"events": 363', '"events": 362'));
  expect((await taizhang(old, 'restore', backup, '--dry-run')).err).toContain('digest');
  rmSync(manifest);
  expect((await taizhang(old, 'restore', backup, '--dry-run')).err).toContain('is no backup');
});

test('a backup stays one when another ledger, or one put back, is to be added to it', async () => {
  const [old, other] = [await emptyDatabase(), await emptyDatabase()];
  await importSample(old);
  await backUp(old);
  await record(other, {});
  const refused = await taizhang(other, 'backup', '--out', backup, '--quiet');
  expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('another log')]);
  const checked = await taizhang(old, 'restore', backup, '--dry-run', '--quiet');
  expect(checked).toMatchObject({ exitCode: 0, out: expect.stringContaining('363 events') });
});

test('whoever the log says to be erased has no key after it, whatever the backup held', async () => {
  const [old, fresh] = [await emptyDatabase(), await emptyDatabase()];
  await importSample(old);
  const { rows } = await old.pool.query('SELECT person_id FROM vault.keys ORDER BY 1 LIMIT 1');
  const subject = rows[0].person_id as string;
  const data = JSON.stringify({ subjects: [subject] });
  await record(old, { stream: 'privacy-1', type: 'PersonErased', data });
  await backUp(old);
  expect(JSON.parse((await restore(fresh)).out)).toMatchObject({ erasedPersons: 1 });
  const left = await fresh.pool.query('SELECT FROM vault.keys WHERE person_id = $1', [subject]);
  expect(left.rowCount).toBe(0);
});

test('a ledger that is in use is left alone, and a missing master key is told first', async () => {
  const [old, other] = [await emptyDatabase(), await emptyDatabase()];
  await importSample(old);
  await backUp(old);
  await record(other, {});
  const refused = await restore(other);
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain('A backup goes into an empty database. Nothing was changed.');
  rmSync(join(folder, 'data'), { recursive: true });
  const keyless = await restore(await emptyDatabase());
  expect(keyless.exitCode).toBe(2);
  expect(keyless.err).toMatch(/There is no master key: .*vault\.key is missing/);
});
