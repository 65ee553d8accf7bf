/** Commands that were asked wrongly, or only how they are used, do none of their work. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const commands = [
  'start',
  'start-distributed',
  'test',
  'build',
  'lint',
  'typecheck',
  'tidy',
  'docs',
  'eventstoredb',
];

const run = (command: string, option: string) =>
  spawnSync(process.execPath, [join(__dirname, `${command}.mjs`), option], { encoding: 'utf8' });

it.each(commands)('%s tells how it is used', (command) => {
  const { status, stdout, stderr } = run(command, '--help');
  expect(stdout).toMatch(/^npm (test|start|run [\w:]+)/);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it.each(commands)('%s refuses an option that it does not know', (command) => {
  const { status, stdout, stderr } = run(command, '--chekc');
  expect(stderr).toMatch(/^Unknown option: --chekc\n\nnpm /);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
