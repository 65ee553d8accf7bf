/** Who finds a data folder in use. A lock counts while its holder lives: holders are processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'taizhang-lock-'))));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

/** A process that asks for the folder, and keeps it when it gets it. */
function asking(command: string) {
  const script = `
    import { isCommand, lockInTurn } from './lock.mjs';
    const shutdown = { unlessAsked: (step) => step() };
    const how = { waitsFor: isCommand, say: console.log, shutdown };
    const lock = await lockInTurn(${JSON.stringify(dataDir)}, { command: '${command}' }, how);
    console.log(lock.heldBy ? 'refused for ' + lock.heldBy.command : 'has it');
    setInterval(() => {}, 1000);`;
  const args = ['--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { cwd: __dirname });
  children.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += String(data)));
  const says = async (line: string) => {
    while (!output.includes(line)) await once(child.stdout, 'data');
  };
  return { child, says, said: () => output.trim().split('\n') };
}

it('a start waits for a command that is at work, says so once, goes on when it is done', async () => {
  const backup = asking('taizhang backup');
  await backup.says('has it');
  const start = asking('npm start');
  await start.says('waiting for');
  backup.child.kill('SIGKILL');
  await start.says('has it');
  const sentence = `waiting for "taizhang backup" (pid ${backup.child.pid}) to finish ...`;
  expect(start.said()).toEqual([sentence, 'has it']);
});

it('a start does not wait for a platform, which never ends by itself', async () => {
  const first = asking('npm start');
  await first.says('has it');
  const second = asking('npm start');
  await second.says('refused for npm start');
  expect(second.said()).toEqual(['refused for npm start']);
});
