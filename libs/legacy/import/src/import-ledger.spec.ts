import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Folder, importFile, MemoryLedger } from './import.fixtures';

const samples = join(__dirname, '../samples');
const sampleText = readFileSync(join(samples, 'complaints-2019.csv'), 'utf8');
const sampleMapping = readFileSync(join(samples, 'complaints-2019.yaml'), 'utf8');

let folder: Folder;
let ledger: MemoryLedger;
beforeEach(() => {
  folder = new Folder();
  ledger = new MemoryLedger();
});
afterEach(() => folder.remove());

const sample = (text = sampleText) => ({
  csv: folder.write('sample.csv', text),
  mapping: sampleMapping,
  ledger,
});
const ids = () => new Set(ledger.events.map(({ id }) => id));
const lines = sampleText.split('\r\n');

const mapping = `source: old
columns: { case: c, activity: a, time: { column: t, format: iso, zone: Z } }
activities: { open: lodged, close: closed }
`;
const small = (rows: string) => ({ csv: folder.write('small.csv', `c,a,t\n${rows}`), mapping });

test('the sample is what its generator writes', () => {
  const generator = new URL('../samples/generate.mjs', `file://${__filename}`);
  const path = join(folder.path, 'again.csv');
  execFileSync(process.execPath, [fileURLToPath(generator), path]);
  expect(readFileSync(path, 'utf8')).toBe(sampleText);
});

test('the sample: every row is written or rejected, and said so', async () => {
  const report = await importFile(sample());
  expect(report).toMatchObject({
    finished: true,
    rowsRead: 330,
    rowsRejected: 3,
    eventsWritten: 327,
    eventsThere: 0,
    inferredLodgings: 2,
    cases: 34,
    people: 5,
  });
  expect(report.rejected.map(({ reason, count }) => [reason, count])).toEqual([
    ['time unreadable', 1],
    ['no case', 1],
    ['not a row of this CSV', 1],
  ]);
  expect(report.unknownWords).toEqual([{ field: 'category', word: '路灯', count: 4 }]);
  expect(ledger.events).toHaveLength(329);
  expect(report.customers).toBe(ledger.customers.size);
  expect([...ledger.people.values()].map(({ name }) => name).sort()).toEqual(
    ['王芳', '李强', '张敏', '刘洋', '陈静'].sort(),
  );
  expect([...ledger.units.values()].map(({ name }) => name).sort()).toEqual(
    ['城东营业厅', '城西营业厅'].sort(),
  );
});

test('rejected rows are kept beside the file, as they stood', async () => {
  const report = await importFile(sample());
  const text = readFileSync(report.rejectedFile!, 'utf8').split('\r\n');
  expect(statSync(report.rejectedFile!).mode & 0o777).toBe(0o600);
  expect(text[0]).toBe('\uFEFFrow,reason,original');
  expect(text[1]).toBe(
    '82,"""2019/2/30 9:00:00"" is not a time as columns.time.format says",' +
      '"TS20190099,登记,王芳,2019/2/30 9:00:00,07551001,城东营业厅,抄表,一般,,,,"',
  );
  expect(text).toHaveLength(5);
});

test('a rejected file of an earlier run goes away with its reasons, no other file does', async () => {
  const first = await importFile({ ...small('1,open,never\n'), ledger });
  expect(readFileSync(first.rejectedFile!, 'utf8')).toContain('never');
  await importFile({ ...small('1,open,2020-01-01\n'), ledger });
  expect(() => readFileSync(first.rejectedFile!)).toThrow('ENOENT');
  folder.write('small.csv.rejected.csv', 'something else');
  await importFile({ ...small('1,open,2020-01-01\n'), ledger });
  expect(readFileSync(first.rejectedFile!, 'utf8')).toBe('something else');
});

test('told twice: the same file adds nothing, with and without its checkpoint', async () => {
  await importFile(sample());
  const before = ids();
  const asked = ledger.casesAsked;
  const again = await importFile(sample());
  expect(again).toMatchObject({ eventsWritten: 0, eventsThere: 327, inferredLodgings: 0 });
  expect(ledger.casesAsked).toBe(asked);
  ledger.of = async () => [];
  expect(await importFile(sample())).toMatchObject({ eventsWritten: 0, eventsThere: 327 });
  expect(ids()).toEqual(before);
});

test('a file that has grown adds what it grew, quickly', async () => {
  await importFile(sample(`${lines.slice(0, 200).join('\r\n')}\r\n`));
  const asked = ledger.casesAsked;
  const report = await importFile(sample());
  expect(report.eventsWritten + report.eventsThere).toBe(327);
  expect(ledger.events).toHaveLength(329);
  expect(ledger.casesAsked - asked).toBeLessThan(34);
});

test('a file in another order adds nothing', async () => {
  await importFile(sample());
  const before = ids();
  // Rows that span lines must stay whole: only those of one line are moved.
  const whole = lines.slice(1, 41);
  const other = [lines[0], ...whole.reverse(), ...lines.slice(41)].join('\r\n');
  await importFile(sample(other));
  expect(ids()).toEqual(before);
});

test('stopped by a signal it finishes the page in hand and goes on behind it', async () => {
  const controller = new AbortController();
  ledger.beforeCase = () => controller.abort();
  const first = await importFile({ ...sample(), pageBytes: 4096, signal: controller.signal });
  expect(first.finished).toBe(false);
  expect(first.eventsWritten).toBeGreaterThan(0);
  expect(first.lastRow).toBe(first.rowsRead + 1);
  expect(ledger.events.length).toBe(first.eventsWritten + first.inferredLodgings);

  const second = await importFile({ ...sample(), pageBytes: 4096 });
  expect(second).toMatchObject({ finished: true, rowsRead: 330, rowsRejected: 3 });
  expect(second.eventsThere).toBe(first.eventsWritten);
  expect(ledger.events).toHaveLength(329);
});

test('a failure in the middle loses nothing and doubles nothing', async () => {
  for (const failAt of [3, 20, 31]) {
    let asked = 0;
    ledger.beforeCase = () => {
      if (++asked === failAt) throw new Error('the database is gone');
    };
    const run = importFile({ ...sample(), pageBytes: 2048 });
    await expect(run).rejects.toThrow('the database is gone');
  }
  ledger.beforeCase = () => undefined;
  const report = await importFile({ ...sample(), pageBytes: 2048 });
  expect(report).toMatchObject({ finished: true, rowsRead: 330, rowsRejected: 3 });
  expect(ledger.events).toHaveLength(329);
  expect(ids().size).toBe(329);
});

test('the pages a file is read in change nothing', async () => {
  await importFile({ ...sample(), pageBytes: 100 });
  const inSmallPages = ledger.events.map(({ event, id }) => [id, event]);
  ledger = new MemoryLedger();
  await importFile(sample());
  const atOnce = ledger.events.map(({ event, id }) => [id, event]);
  expect(new Map(inSmallPages as [string, unknown][])).toEqual(
    new Map(atOnce as [string, unknown][]),
  );
});

test('a case keeps the order of the file, whatever its times say', async () => {
  await importFile({ ...small('1,open,2020-01-02\n1,close,2020-01-01\n'), ledger });
  expect(ledger.events.map(({ event }) => event.type)).toEqual([
    'ComplaintLodged',
    'ComplaintClosed',
  ]);
});

test('rows that say the same twice are two events', async () => {
  const report = await importFile({ ...small('1,open,2020-01-02\n1,open,2020-01-02\n'), ledger });
  expect(report.eventsWritten).toBe(2);
});

test('a dry run writes nothing, not even what it rejects', async () => {
  const report = await importFile({ ...sample(), ledger: null });
  expect(report).toMatchObject({
    dryRun: true,
    rowsRead: 330,
    rowsRejected: 3,
    rejectedFile: null,
  });
  expect(() => readFileSync(join(folder.path, 'sample.csv.rejected.csv'))).toThrow('ENOENT');
});

test('a changed mapping looks at every row again', async () => {
  const rows = '1,open,2020-01-01\n1,wait,2020-01-02\n';
  await importFile({ ...small(rows), ledger });
  const wider = mapping.replace('open:', 'wait: note, open:');
  const report = await importFile({ ...small(rows), mapping: wider, ledger });
  expect(report).toMatchObject({ eventsWritten: 1, eventsThere: 1, rowsRejected: 0 });
});

test('a file of the same length that says something else is another file', async () => {
  await importFile({ ...small('1,open,2020-01-01\n2,open,2020-01-01\n'), ledger });
  const report = await importFile({ ...small('1,open,2020-01-01\n3,open,2020-01-01\n'), ledger });
  expect(report).toMatchObject({ eventsWritten: 1, eventsThere: 1 });
});

test('a last row that was still being written is looked at again', async () => {
  await importFile({ ...small('1,open,2020-01-01\n2,open,2020-01-01'), ledger });
  const grown = small('1,open,2020-01-01\n2,open,2020-01-01T09:30\n');
  expect(await importFile({ ...grown, ledger })).toMatchObject({ eventsWritten: 1 });
});

test('a checkpoint of another log is not believed', async () => {
  await importFile(sample());
  const { of } = ledger;
  const known = of.bind(ledger);
  ledger = new MemoryLedger();
  ledger.of = known;
  expect(await importFile(sample())).toMatchObject({ eventsWritten: 327, eventsThere: 0 });
});

test('progress is told page by page', async () => {
  const told: number[] = [];
  const onProgress = ({
    rows,
    bytes,
    totalBytes,
  }: Record<'rows' | 'bytes' | 'totalBytes', number>) => {
    expect(bytes).toBeLessThanOrEqual(totalBytes);
    told.push(rows);
  };
  await importFile({ ...sample(), pageBytes: 4096, onProgress });
  expect(told.length).toBeGreaterThan(5);
  expect(told.at(-1)).toBe(330);
});
