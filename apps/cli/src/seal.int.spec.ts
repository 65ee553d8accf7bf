/** An operator verifies, signs, changes keys and exports; somebody else alters a letter. */
import { openPool } from '@taizhang/platform/database';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { verifyCaseFile } from '@taizhang/seal/offline';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli } from './cli';

const samples = resolve(__dirname, '../../../libs/legacy/import/samples');
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'));
  database = await createTestDatabase();
  const sample = join(samples, 'complaints-2019');
  await taizhang('import', `${sample}.csv`, '-m', `${sample}.yaml`, '--quiet');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const taizhang = (...argv: string[]) => run({ argv });

/** As after Ctrl-C. */
const stopped = (...argv: string[]) => run({ argv, signal: AbortSignal.abort() });

async function run(options: Readonly<{ argv: string[]; signal?: AbortSignal }>) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    ...options,
    ...{ databaseUrl: database.url, dataDir: join(folder, 'data') },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

const json = async (...argv: string[]) => JSON.parse((await taizhang(...argv, '--json')).out);

async function query<Row extends object>(text: string): Promise<Row[]> {
  const pool = openPool(database.url, { max: 1 });
  const result = await pool.query<Row>(text).finally(() => pool.end());
  return [result].flat().at(-1)!.rows;
}

it('says so before anything is sealed', async () => {
  const { exitCode, out } = await taizhang('verify', '--quiet');
  expect(exitCode).toBe(1);
  expect(out).toMatch(/None of the \d+ events is sealed yet: run "taizhang seal now"/);
  expect((await taizhang('seal', 'keys')).out).toBe('There is no key yet.\n');
});

it('signs nothing after Ctrl-C, and says so', async () => {
  for (const what of ['now', 'rebuild']) {
    expect(await stopped('seal', what)).toEqual({
      exitCode: 130,
      out: '',
      err: expect.stringContaining('Stopped. Nothing was signed.'),
    });
  }
  expect((await json('seal', 'status')).head).toBeNull();
  expect(await stopped('erasures', 'list')).toMatchObject({ exitCode: 130, out: '' });
});

it('seals and verifies, from a head on too, and against heads kept elsewhere', async () => {
  const { head, refusal, headsFile } = await json('seal', 'now');
  expect(refusal).toBeNull();
  copyFileSync(headsFile, join(folder, 'elsewhere.ndjson'));
  const { exitCode, out } = await taizhang('verify', '--quiet');
  expect([exitCode, out]).toEqual([0, expect.stringMatching(/^Everything fits: \d+ events/)]);
  expect(await json('verify', '--quiet', '--from-head', String(head.size))).toMatchObject({
    ...{ fits: true, events: 0 },
  });
  expect((await taizhang('verify', '--from-head', '1')).exitCode).toBe(2);
  expect((await taizhang('verify', '--heads', join(folder, 'none'))).exitCode).toBe(2);
  expect((await taizhang('verify', '--key', 'x')).exitCode).toBe(2);
  const against = ['--quiet', '--heads', join(folder, 'elsewhere.ndjson'), '--key', head.key];
  expect((await taizhang('verify', ...against)).exitCode).toBe(0);
  expect((await taizhang('verify', '--key', head.key.toUpperCase())).exitCode).toBe(0);
});

it('says when nothing outside of the database tells of an older state put back', async () => {
  const heads = join(folder, 'data/seals/heads.ndjson');
  expect((await taizhang('verify', '--quiet')).out).not.toContain('older state');
  renameSync(heads, `${heads}.away`);
  const { exitCode, out } = await taizhang('verify', '--quiet');
  expect([exitCode, out]).toEqual([0, expect.stringContaining('No head outside of the database')]);
  const held = await taizhang('verify', '--quiet', '--heads', `${heads}.away`);
  expect(held.out).not.toContain('older state');
  renameSync(`${heads}.away`, heads);
});

it('tells of no head as sealed that nobody of ours has signed', async () => {
  const alter = () => query('UPDATE seal.heads SET signature = reverse(signature) RETURNING 1');
  await alter();
  expect(await taizhang('seal', 'status')).toMatchObject({
    ...{ exitCode: 1, out: '', err: expect.stringContaining('signed by no key of this ledger') },
  });
  await alter();
  expect((await taizhang('seal', 'status')).exitCode).toBe(0);
});

it('changes keys; the old one stays in the chain', async () => {
  const { keys } = await json('seal', 'rotate-key');
  expect(keys).toHaveLength(2);
  for (const { key } of keys) {
    expect((await taizhang('verify', '--quiet', '--key', key)).exitCode).toBe(0);
  }
});

it('exports a case into a folder that a stranger verifies, and overwrites nothing', async () => {
  const [{ stream }] = await query<{ stream: string }>(
    `SELECT stream FROM ledger.events WHERE stream LIKE 'complaint-%' LIMIT 1`,
  ).then((rows) => rows as [{ stream: string }]);
  const out = join(folder, 'case');
  const { key } = await json('export', 'case', stream, '-o', out);
  const files = new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name))]));
  const verified = await verifyCaseFile(files, key);
  expect(verified.caseId).toBe(stream);
  expect(statSync(join(out, 'events.json')).mode & 0o077).toBe(0);
  expect((await taizhang('export', 'case', stream, '-o', out)).exitCode).toBe(2);
  expect((await taizhang('export', 'case', 'complaint-0', '-o', `${out}.zip`)).exitCode).toBe(2);
  const looks = await query('SELECT staff_id, operation, subjects FROM access.looks');
  const operation = 'taizhang export case';
  expect(looks).toEqual([{ staff_id: 'system-operator', operation, subjects: [stream] }]);
  expect((await taizhang('export', 'case', stream, '-o', `${out}.ZIP`)).exitCode).toBe(0);
  expect(statSync(`${out}.ZIP`).isFile()).toBe(true);
});

it('shows on the terminal what a forger wrote, and does not do it', async () => {
  const forge = (type: string) =>
    query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE ledger.events SET type = ${type} WHERE position = 3; COMMIT`);
  await forge(`type || E'\\x1b[2J\\nEverything fits: 3 events\\n'`);
  const { out } = await taizhang('verify', '--quiet');
  expect(out).toContain('\\u{1b}[2J\\u{a}Everything fits: 3 events\\u{a}, position 3)');
  expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  await forge(`split_part(type, chr(27), 1)`);
  expect((await taizhang('verify', '--quiet')).exitCode).toBe(0);
});

it('says what to do where columns of the log are gone', async () => {
  const rename = (from: string, to: string) =>
    query(`ALTER TABLE ledger.events RENAME ${from} TO ${to}; SELECT 1 AS done`);
  await rename('actor', 'who');
  expect(await taizhang('verify', '--quiet')).toMatchObject({
    ...{ exitCode: 1, err: '' },
    out: expect.stringMatching(
      /^DOES NOT FIT\. The log cannot be read, .*actor.* restore a backup/,
    ),
  });
  expect(await taizhang('seal', 'now')).toMatchObject({
    ...{ exitCode: 1, err: expect.stringContaining('does not answer as its tables were made') },
  });
  await rename('who', 'actor');
  expect((await taizhang('seal', 'now')).exitCode).toBe(0);
});

it('exports nothing of a case whose events were deleted, and says why', async () => {
  const [{ stream }] = (await query<{ stream: string }>(
    `SELECT stream FROM ledger.events WHERE stream LIKE 'complaint-%' ORDER BY position LIMIT 1`,
  )) as [{ stream: string }];
  const alter = (statement: string) =>
    query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
  const these = `FROM ledger.events WHERE stream = '${stream}'`;
  await alter(`CREATE TABLE public.saved AS SELECT * ${these}; DELETE ${these}`);
  expect(await taizhang('export', 'case', stream, '-o', join(folder, 'lost.zip'))).toMatchObject({
    ...{ exitCode: 1, err: expect.stringMatching(/at place \d+ is not what was sealed there/) },
  });
  await alter('INSERT INTO ledger.events SELECT * FROM public.saved; DROP TABLE public.saved');
});

it('names the flipped letter, and signs nothing on an end that was altered', async () => {
  const alter = (position: number) =>
    query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE ledger.events SET type = type || 'x' WHERE position = ${position}; COMMIT`);
  await alter(3);
  const { exitCode, out } = await taizhang('verify', '--quiet');
  expect([exitCode, out]).toEqual([
    1,
    expect.stringContaining('DOES NOT FIT. The event at place 2'),
  ]);
  expect(await json('verify', '--quiet')).toMatchObject({
    ...{ fits: false, finding: { what: 'altered', place: 2, event: { position: '3' } } },
  });
  const { head } = await json('seal', 'status');
  await alter(head.size);
  expect(await taizhang('seal', 'now')).toMatchObject({
    ...{ exitCode: 1, err: expect.stringContaining('is not what it was') },
  });
  const status = await taizhang('seal', 'status');
  expect([status.exitCode, status.out]).toEqual([1, expect.stringContaining('NOTHING IS SIGNED')]);
});
