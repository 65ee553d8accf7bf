/** What the example of a program of others does about messages that Kafka drops while it reads. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const python = process.env['REPORTING_PYTHON'] ?? 'python3';
const held = spawnSync(python, ['--version']).status === 0 ? it : it.skip;

const folder = mkdtempSync(join(tmpdir(), 'taizhang-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = 500;

/** One partition of so many events, as the stand-in for Kafka's library reads them. */
function messages(count: number): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const line = (offset: number) => {
    const headers = {
      ...{ ce_id: `event-${offset}`, ce_type: 'ComplaintLodged', ce_version: '1' },
      ...{ ce_time: '2026-03-02T02:00:00.000Z', ce_source: '/taizhang/complaints' },
    };
    const told = Object.entries(headers).map(([name, value]) => [name, base64(value)]);
    const place = { topic: 'taizhang.complaints.v1', partition: 0, offset };
    return `${JSON.stringify({ ...place, headers: told })}\n`;
  };
  return Array.from({ length: count }, (_, offset) => line(offset)).join('');
}

held('tells of messages that are dropped while it reads, and reads on behind them', async () => {
  const file = join(folder, 'messages.ndjson');
  writeFileSync(file, messages(2 * page));
  const csv = join(folder, 'report.csv');
  const args = [
    ...['tools/reporting-consumer/report.py', '--once', '--brokers', 'none', '--csv', csv],
    ...['--database', join(folder, 'report.sqlite')],
  ];
  const env = {
    ...{ ...process.env, PYTHONDONTWRITEBYTECODE: '1', REPORT_MESSAGES: file },
    ...{ PYTHONPATH: join(root, 'tools/reporting-consumer/testing') },
    REPORT_DROPPED: String(page + 100),
  };
  const [code, out] = await new Promise<[unknown, string]>((done) => {
    execFile(python, args, { cwd: root, env }, (error, stdout, stderr) =>
      done([error ? error.code : 0, stdout + stderr]),
    );
  });
  expect(out).toContain('LOST: taizhang.complaints.v1/0: 500 to 600 is no longer there');
  expect([code, out]).toEqual([2, expect.stringContaining('NOT COMPLETE: 0 set aside, 1 gaps')]);
  const counted = 2 * page - 100;
  expect(readFileSync(csv, 'utf8')).toContain(`ComplaintLodged,${counted}`);
});
