import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';
import { duration, progressText } from './progress';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taizhang-cli-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function taizhang(...argv: string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli({
    argv,
    // Nobody listens there: what needs no database must not ask for it.
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    dataDir: join(folder, 'data'),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

function write(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const mapping = `source: old
columns: { case: c, activity: a, time: { column: t, format: iso, zone: Z } }
activities: { open: lodged }
`;

test('help tells the commands', async () => {
  const { exitCode, out } = await taizhang('--help');
  expect(exitCode).toBe(0);
  expect(out).toMatch(/import \[options\] <csv> +bring the CSV of a legacy ledger into this one/);
  expect((await taizhang('import', '--help')).out).toContain('--dry-run');
});

test('a command nobody knows, and one without what it needs', async () => {
  const unknown = await taizhang('improt');
  expect(unknown.exitCode).toBe(2);
  expect(unknown.err).toContain("error: unknown command 'improt'\n(Did you mean import?)");
  const incomplete = await taizhang('import', 'x.csv');
  expect(incomplete.exitCode).toBe(2);
  expect(incomplete.err).toContain("required option '-m, --mapping <file>' not specified");
});

test('everything wrong with mapping and file is told, each with its place', async () => {
  const wrong = write('m.yaml', mapping.replace('open', 'opn').replace('lodged', 'logded'));
  const { exitCode, err } = await taizhang('import', join(folder, 'no.csv'), '-m', wrong);
  expect(exitCode).toBe(2);
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/m\.yaml:3:20: "logded" is not one of .*; did you mean "lodged"\?$/),
    expect.stringMatching(/no\.csv cannot be read: there is no such file$/),
    '',
  ]);
});

test('a mapping that is not there', async () => {
  const { exitCode, err } = await taizhang('import', 'x.csv', '-m', join(folder, 'none.yaml'));
  expect(exitCode).toBe(2);
  expect(err).toMatch(/none\.yaml cannot be read: there is no such file\n$/);
});

test('a dry run needs no database and reports what it found', async () => {
  const csv = write('x.csv', 'c,a,t\n1,open,2020-01-01\n2,open,never\n3,shut,2020-01-03\n');
  const { exitCode, out, err } = await taizhang(
    ...['import', csv, '-m', write('m.yaml', mapping), '--dry-run'],
  );
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out.replaceAll(csv, 'x.csv').replace(/Took .*/, 'Took'))
    .toBe(`Checked x.csv as "old"; nothing was written.

Rows read           3
  understood        1
  rejected          2
Cases               1
Customers           0
People              0
Time told           2020-01-01T00:00:00.000Z to 2020-01-01T00:00:00.000Z
Took

Rejected:
  1 × time unreadable
      row 3: "never" is not a time as columns.time.format says
  1 × activity without a meaning
      row 4: the activity "shut" has no meaning; add it to "activities" or write "otherActivities: note"
`);
});

describe('the database', () => {
  const asked: boolean[] = [];
  beforeEach(() => asked.splice(0));

  async function reaching(argv: readonly string[], signal?: AbortSignal) {
    let err = '';
    const exitCode = await runCli({
      argv,
      databaseUrl: async ({ begins }) => {
        asked.push(begins);
        throw new Error('It is not there.');
      },
      dataDir: join(folder, 'data'),
      out: () => undefined,
      err: (text) => (err += text),
      ...(signal && { signal }),
    });
    return { exitCode, err };
  }

  test('is reached once all that was typed is understood, and its refusal is told as it is', async () => {
    for (const argv of [['improt'], ['status', '--jsn'], ['seal'], ['--version'], ['seal', '-h']]) {
      await reaching(argv);
    }
    expect(asked).toEqual([]);
    expect(await reaching(['status'])).toEqual({ exitCode: 1, err: 'It is not there.\n' });
  });

  test('is begun by those commands alone that fill it', async () => {
    const csv = write('x.csv', 'c,a,t\n1,open,2020-01-01\n');
    await reaching(['verify']);
    await reaching(['backup', '--out', join(folder, 'b')]);
    expect(asked.splice(0)).toEqual([false, false]);
    await reaching(['import', csv, '-m', write('m.yaml', mapping)]);
    await reaching(['restore', folder]);
    await reaching(['prepare']);
    expect(asked).toEqual([true, true, true]);
  });

  test('is not needed by a check of files', async () => {
    expect((await reaching(['restore', folder, '--dry-run'])).err).toContain('this is no backup');
    expect(asked).toEqual([]);
  });

  test('is needed by a dry run that looks at the ledger', async () => {
    await reaching(['erasures', 'apply', write('erasures.ndjson', ''), '--dry-run']);
    expect(asked).toEqual([false]);
  });

  test('is not waited for after Ctrl-C', async () => {
    const stopped = { exitCode: 130, err: 'Stopped before anything was done.\n' };
    expect(await reaching(['status'], AbortSignal.abort())).toEqual(stopped);
  });
});

test('the version is that of the package, and of the contracts', async () => {
  const root = join(__dirname, '../../..');
  const [{ version }, { info }] = ['package.json', 'docs/reference/openapi.json'].map((file) =>
    JSON.parse(readFileSync(join(root, file), 'utf8')),
  );
  for (const flag of ['-v', '--version']) {
    expect(await taizhang(flag)).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  }
  expect(info.version).toBe(version);
});

test.each([
  ['--key', 'verify', '--key', ''],
  ['--out', 'backup', '--out', ''],
  ['<folder>', 'restore', '', '--dry-run'],
])('%s of a variable that was not set is refused', async (name, ...argv) => {
  const { exitCode, err } = await taizhang(...argv);
  expect(exitCode).toBe(2);
  expect(err).toBe(
    `${name} is empty; perhaps a variable was not set. Give it a value or leave it out.\n`,
  );
});

test('a server that is not there is told in a sentence too', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';
  const { exitCode, err } = await taizhang('log', 'copy', '--from', nowhere, '--to', nowhere);
  expect([exitCode, err]).toEqual([1, expect.stringMatching(/^A server cannot be reached \(con/)]);
});

test.each(['2026-02-30T10:00+08:00', '2026-03-05', 'yesterday'])('%s is no instant', async (at) => {
  const { exitCode, err } = await taizhang('replay', 'fault-1', '--at', at);
  expect([exitCode, err]).toEqual([2, expect.stringContaining(`"${at}" is no instant.`)]);
});

test('a place that cannot be used is named with its reason', async () => {
  const file = write('file', 'x');
  const { exitCode, err } = await taizhang('restore', file, '--dry-run');
  expect(exitCode).toBe(1);
  expect(err).toContain('manifest.json cannot be used: a part of the path is a file');
});

test('a database that is not there is told in a sentence', async () => {
  const csv = write('x.csv', 'c,a,t\n1,open,2020-01-01\n');
  const { exitCode, err } = await taizhang('import', csv, '-m', write('m.yaml', mapping));
  expect(exitCode).toBe(1);
  expect(err).toMatch(
    /^The database cannot be used \(.*\)\. See that it runs and takes connections/,
  );
  expect(err).not.toContain('    at ');
});

test('progress in one line, times in the units people use', () => {
  const progress = { rows: 11_000, bytes: 52, totalBytes: 100, rowsPerSecond: 4200.4 };
  expect(progressText({ ...progress, secondsLeft: 3 })).toBe(
    '52 % · 11,000 rows · 4,200 rows/s · 3 s left',
  );
  expect([45, 200, 7500].map(duration)).toEqual(['45 s', '3 min 20 s', '2 h 5 min']);
});
