// `npm run mutation`: alters deciders, policies and the calendar a little at a time and looks
// whether a test that stands beside them notices. Stryker comes from npm when it is wanted: a tool
// that is run by hand now and then, and larger than everything that every clone installs.
import { spawn } from 'node:child_process';
import { ensureDeps, root } from './deps.mjs';

const version = '9.6.1';
const packages = ['core', 'jest-runner'].map((name) => `@stryker-mutator/${name}@${version}`);
const usage = `npm run mutation [-- --mutate libs/complaints/domain/src/*.ts]

Prints what no test noticed and the share of changes that one did; half an hour and more for all.
Ends with 1 when the share is below 85 %. Other options are Stryker's own.
`;

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(usage);
} else {
  ensureDeps();
  const from = packages.flatMap((one) => ['--package', one]);
  const run = ['stryker', 'run', 'tools/mutation/stryker.config.json', ...process.argv.slice(2)];
  const child = spawn('npx', ['--yes', ...from, ...run], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1);
  });
}
