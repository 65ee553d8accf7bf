import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test('a database that is not there is told in a sentence', async () => {
  const csv = write('x.csv', 'c,a,t\n1,open,2020-01-01\n');
  const { exitCode, err } = await taizhang('import', csv, '-m', write('m.yaml', mapping));
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^The database cannot be reached \(.*\)\. Start it \(npm start\), or set/);
  expect(err).not.toContain('    at ');
});

test('progress in one line, times in the units people use', () => {
  const progress = { rows: 11_000, bytes: 52, totalBytes: 100, rowsPerSecond: 4200.4 };
  expect(progressText({ ...progress, secondsLeft: 3 })).toBe(
    '52 % · 11,000 rows · 4,200 rows/s · 3 s left',
  );
  expect([45, 200, 7500].map(duration)).toEqual(['45 s', '3 min 20 s', '2 h 5 min']);
});
