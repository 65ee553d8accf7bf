/** The verifier as a program of plain Node: its arguments, exit codes, whatever it is called. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventAt, exported, growthText, newKey } from './case-file.fixtures';
import { offlineVerifier } from './offline-verifier.text';
import { zipOf } from './zip';

const key = newKey();
const ledger = [
  eventAt(0, 'contact-1', 0, { channel: 'hotline' }),
  eventAt(1, 'complaint-1', 0, { statement: '停电' }),
  eventAt(2, 'complaint-2', 0, { other: true }),
  eventAt(3, 'complaint-1', 1, { outcome: 'founded' }),
];

describe('The program', () => {
  const pinned = ['--key', key.publicKey];
  let folder: string;
  beforeAll(async () => {
    const genuine = await exported({ ledger, key });
    const files = [...genuine].map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
    folder = mkdtempSync(join(tmpdir(), 'taizhang-verifier-'));
    mkdirSync(join(folder, 'case'));
    for (const [name, bytes] of genuine) writeFileSync(join(folder, 'case', name), bytes);
    symlinkSync('case', join(folder, 'case.json'));
    writeFileSync(join(folder, 'case.ZIP'), zipOf(files));
    writeFileSync(join(folder, 'verify (1).mjs'), offlineVerifier);
    symlinkSync('verify (1).mjs', join(folder, 'check.mjs'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], { cwd: folder }).then(
      ({ stdout }) => ({ code: 0, told: stdout }),
      ({ code, stderr, stdout }) => ({ code, told: `${stdout}${stderr}` }),
    );

  it('runs under any name: one that does nothing would have accepted', async () => {
    for (const name of ['verify (1).mjs', 'check.mjs']) {
      const accepted = await run(name, 'case.ZIP', '--key', key.publicKey.toUpperCase());
      expect(accepted).toMatchObject({ code: 0, told: expect.stringMatching(/^ACCEPTED\./) });
      const other = await run(name, 'case', `--key=${newKey().publicKey}`);
      expect(other).toMatchObject({
        code: 1,
        told: expect.stringMatching(/^DOES NOT FIT.*\n不符/),
      });
    }
  });

  it('from its input, and by a Node that is older than its way to ask for files', async () => {
    const args = ['case', '--key', newKey().publicKey];
    const piped = spawn(process.execPath, ['--input-type=module', '-', ...args], { cwd: folder });
    piped.stdin.end(offlineVerifier);
    expect(await once(piped, 'close')).toEqual([1, null]);
    const older = 'data:text/javascript,delete process.getBuiltinModule';
    expect((await run('--import', older, 'verify (1).mjs', ...args)).code).toBe(1);
  });

  it('and with the byte order mark of an editor', async () => {
    writeFileSync(join(folder, 'marked.mjs'), `\ufeff${offlineVerifier}`);
    const other = await run('marked.mjs', 'case', `--key=${newKey().publicKey}`);
    expect(other).toMatchObject({ code: 1, told: expect.stringMatching(/^DOES NOT FIT/) });
  });

  it('takes a case for no proof of growth, whatever is in it by whose name', async () => {
    const page = { name: 'index.html', bytes: Buffer.from('<h1>founded</h1>') };
    const own = { name: 'own.zip', bytes: Buffer.from('') };
    const growth = { name: 'growth.json', bytes: Buffer.from(await growthText(ledger, key, 3)) };
    writeFileSync(join(folder, 'own.zip'), zipOf([growth, own, page]));
    mkdirSync(join(folder, 'events.json'));
    writeFileSync(join(folder, 'events.json/events.json'), growth.bytes);
    writeFileSync(join(folder, 'events.json/index.html'), page.bytes);
    for (const place of ['own.zip', 'events.json']) {
      const told = await run('check.mjs', place, '--key', key.publicKey);
      expect(told).toMatchObject({ code: 2, told: expect.stringContaining('There is no seal') });
    }
  });

  it('asks for no root of a case, whatever its folder is called', async () => {
    const told = await run('check.mjs', 'case.json', ...pinned, '--root', newKey().publicKey);
    expect(told).toMatchObject({ code: 2, told: expect.stringContaining('no proof of growth') });
    expect((await run('check.mjs', 'case.json', ...pinned)).code).toBe(0);
  });

  it('takes a part of a case for no proof of growth that was altered', async () => {
    for (const name of ['events.json', 'seal.json']) {
      const told = await run('check.mjs', `case/${name}`, ...pinned);
      expect(told).toEqual({ code: 2, told: expect.stringMatching(/^This is no proof.*\n这不是/) });
    }
    writeFileSync(join(folder, 'growth.JSON'), await growthText(ledger, key, 3));
    expect((await run('check.mjs', 'growth.JSON', ...pinned)).code).toBe(0);
  });

  it('takes no argument that it does not know, and no second case', async () => {
    for (const args of [['case', '--keys', key.publicKey], ['case', 'case', ...pinned], pinned]) {
      expect((await run('check.mjs', ...args)).code).toBe(2);
    }
    expect((await run('check.mjs', 'case', '--root', key.publicKey)).code).toBe(2);
    expect((await run('check.mjs', 'case')).code).toBe(3);
  });

  it('tells of a folder in the folder', async () => {
    mkdirSync(join(folder, 'case/more'));
    expect((await run('check.mjs', 'case', '--key', key.publicKey)).told).toMatch(
      /VERIFIED: more\//,
    );
  });
});
