/**
 * The example of a program of others, tools/reporting-consumer, against a real broker: with its own
 * library where that is installed (its README says how), else with the messages of the broker in
 * a file and a stand-in for the library.
 */
import { Kafka, logLevel } from 'kafkajs';
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const root = join(__dirname, '../../..');
const own = join(root, '.cache/reporting/bin/python');
const python = process.env['REPORTING_PYTHON'] ?? (existsSync(own) ? own : 'python3');
/** A machine with nothing but Node has other things to test. */
const isThere = spawnSync(python, ['--version']).status === 0;
const held = isThere ? it : it.skip;
const hasLibrary = spawnSync(python, ['-c', 'import confluent_kafka']).status === 0;
const prefix = `reporting-${randomBytes(6).toString('hex')}.`;
const topic = (context: string) => `${prefix}taizhang.${context}.v1`;

type Told = Readonly<{
  topic: string;
  partition: number;
  offset: number;
  headers: readonly (readonly [string, string])[];
}>;

let platform: TestPlatform;
let supervisor: Person;
let unit: string;
let folder: string;

beforeAll(async () => {
  Object.assign(process.env, {
    ...{ EXCHANGE: 'kafka', KAFKA_BROKERS: process.env['TEST_KAFKA_BROKERS'] },
    ...{ KAFKA_PREFIX: prefix, KAFKA_PARTITIONS: '2' },
  });
  folder = mkdtempSync(join(tmpdir(), 'taizhang-report-'));
  platform = await TestPlatform.start();
  unit = await platform.unit('城东处理班');
  supervisor = await platform.hire('supervisor', unit, 'supervisor');
});
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kafka = () =>
  new Kafka({ brokers: [process.env['TEST_KAFKA_BROKERS']!], logLevel: logLevel.NOTHING });

/** Everything on the topics up to where they end now. */
async function messages(): Promise<Told[]> {
  const admin = kafka().admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix)).sort();
  let due = 0;
  for (const name of topics) {
    for (const { high } of await admin.fetchTopicOffsets(name)) due += Number(high);
  }
  await admin.disconnect();
  const found: Told[] = [];
  const consumer = kafka().consumer({ groupId: randomBytes(6).toString('hex') });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic: name, partition, message: { offset, headers = {} } }) => {
      const told = Object.entries(headers).map(
        ([header, value]) => [header, Buffer.from(String(value)).toString('base64')] as const,
      );
      found.push({ topic: name, partition, offset: Number(offset), headers: told });
    },
  });
  await until(
    async () => found.length,
    (count) => count >= due,
    30_000,
  );
  await consumer.disconnect();
  return found.sort((a, b) => a.offset - b.offset);
}

async function report(): Promise<{ code: number; out: string; counts: Map<string, number> }> {
  const file = join(folder, 'messages.ndjson');
  const lines = hasLibrary ? [] : await messages();
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const csv = join(folder, 'report.csv');
  const args = [
    ...['tools/reporting-consumer/report.py', '--once', '--prefix', prefix, '--csv', csv],
    ...['--brokers', process.env['TEST_KAFKA_BROKERS']!],
    ...['--database', join(folder, 'report.sqlite')],
  ];
  const standIn = join(root, 'tools/reporting-consumer/testing');
  const env = { ...process.env, REPORT_MESSAGES: file, PYTHONDONTWRITEBYTECODE: '1' };
  const path = hasLibrary ? {} : { PYTHONPATH: standIn };
  const [code, out] = await new Promise<[number, string]>((done) => {
    execFile(python, args, { cwd: root, env: { ...env, ...path } }, (error, stdout, stderr) =>
      done([error ? Number(error.code) : 0, `${stdout}${stderr}`]),
    );
  });
  return { code, out, counts: countsIn(readFileSync(csv, 'utf8')) };
}

/** By type, over all days and units. */
function countsIn(csv: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [, , , type, events] = line.split(',') as [string, string, string, string, string];
    counts.set(type, (counts.get(type) ?? 0) + Number(events));
  }
  return counts;
}

/** What the log holds, by type. */
async function inTheLog(): Promise<Map<string, number>> {
  const { rows } = await platform.database.pool.query<{ type: string; count: number }>(
    'SELECT type, count(*)::int AS count FROM ledger.events GROUP BY type',
  );
  return new Map(rows.map(({ type, count }) => [type, count]));
}

/** The publisher has sent everything that the log holds. */
const published = () =>
  until(
    async () => {
      const { rows } = await platform.database.pool.query<{ there: boolean }>(
        `SELECT p.position >= (SELECT max(position) FROM ledger.events) AS there
         FROM exchange.publisher p`,
      );
      return rows[0]?.there === true;
    },
    (there) => there,
    30_000,
  );

const sorted = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

held('counts every event of the log once, however often it is run', async () => {
  for (let number = 0; number < 3; number++) {
    const complaint = await Case.lodge(supervisor);
    await complaint.dispatch(supervisor, unit);
  }
  await published();
  const first = await report();
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('0 set aside')]);
  expect(sorted(first.counts)).toEqual(sorted(await inTheLog()));
  expect(first.counts.get('ComplaintLodged')).toBe(3);

  const again = await report();
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('0 counted, 0 repeated')]);
  await Case.lodge(supervisor);
  await published();
  const more = await report();
  expect(more.out).toContain('1 counted');
  expect(sorted(more.counts)).toEqual(sorted(await inTheLog()));
});

held('counts nothing twice that is read again', async () => {
  const before = await report();
  const forget = `import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("DELETE FROM places")
store.commit()`;
  expect(spawnSync(python, ['-c', forget, join(folder, 'report.sqlite')]).status).toBe(0);
  const again = await report();
  const events = [...before.counts.values()].reduce((sum, count) => sum + count, 0);
  expect(again.out).toContain(`0 counted, ${events} repeated`);
  expect(sorted(again.counts)).toEqual(sorted(before.counts));
});

held('sets aside what the contracts do not know, and says that it is not complete', async () => {
  const before = await report();
  const producer = kafka().producer();
  await producer.connect();
  const headers = (more: object) => ({
    ...{ ce_id: randomBytes(8).toString('hex'), ce_time: '2026-03-02T02:00:00.000Z' },
    ...{
      ce_source: '/taizhang/complaints',
      ce_version: '1',
      ce_type: 'ComplaintLodged',
      ...more,
    },
  });
  await producer.send({
    topic: topic('complaints'),
    messages: [
      { key: 'complaint-1', value: '{}', headers: headers({ ce_type: 'FromTheFuture' }) },
      { key: 'complaint-1', value: '{}', headers: headers({ ce_version: '99' }) },
      { key: 'complaint-1', value: 'no event' },
    ],
  });
  await producer.disconnect();
  const after = await report();
  expect([after.code, after.out]).toEqual([2, expect.stringContaining('3 set aside')]);
  expect(after.out).toContain('NOT COMPLETE: 3 set aside, 0 gaps');
  expect(sorted(after.counts)).toEqual(sorted(before.counts));
});
