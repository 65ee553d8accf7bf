/**
 * Two commands at once in a fresh clone, with a program in the place of npm that installs nothing
 * and writes down that it was asked to.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

let clone: string;
const children: ChildProcess[] = [];

const npm = `
  const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
  appendFileSync('asked', process.argv[2] + '\\n');
  console.log('added 0 packages');
  const finish = () => {
    if (!existsSync('finish')) return;
    clearInterval(watch);
    mkdirSync('node_modules', { recursive: true });
    writeFileSync('node_modules/.package-lock.json', '{"packages":{}}');
  };
  const watch = setInterval(finish, 20);
  setTimeout(process.exit, 60_000, 1).unref();`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'taizhang-clone-'));
  mkdirSync(join(clone, 'tools'));
  for (const file of ['deps.mjs', 'lock.mjs', 'process.mjs']) {
    copyFileSync(join(__dirname, file), join(clone, 'tools', file));
  }
  const command =
    "import { ensureDeps } from './deps.mjs'; ensureDeps(); console.log('the result')";
  writeFileSync(join(clone, 'tools/command.mjs'), command);
  writeFileSync(join(clone, 'package-lock.json'), '{"packages":{}}');
  writeFileSync(join(clone, 'npm.js'), npm);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

function run() {
  const child = spawn(process.execPath, ['tools/command.mjs'], {
    cwd: clone,
    env: { ...process.env, npm_execpath: join(clone, 'npm.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const running = { out: '', all: '', ended: Promise.resolve(0) };
  child.stdout.on('data', (text) => (running.out += String(text)));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (running.all += String(text)));
  }
  running.ended = new Promise((tell) => child.once('close', (code) => tell(code ?? 1)));
  return running;
}

async function untilSaid(running: Readonly<{ all: string }>, words: RegExp): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!words.test(running.all)) {
    if (performance.now() > deadline) throw new Error(`It said only: ${running.all}`);
    await sleep(10);
  }
}

describe('Dependencies that are not installed', () => {
  it('are installed once by two commands at a time, and the second says whom it waits for', async () => {
    const first = run();
    await untilSaid(first, /installing/);
    const second = run();
    await untilSaid(second, /installing|waiting/);
    writeFileSync(join(clone, 'finish'), '');
    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
    expect(readFileSync(join(clone, 'asked'), 'utf8')).toBe('ci\n');
    expect(second.all).toMatch(/^waiting for pid \d+, which installs the dependencies \.\.\.$/m);
    expect([first.out, second.out]).toEqual(['the result\n', 'the result\n']);
  });
});
