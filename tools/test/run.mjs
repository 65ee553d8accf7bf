import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { missingForBrowserTests } from '../browser.mjs';
import { root } from '../deps.mjs';
import { missingForKafka } from '../kafka.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 * @typedef {{ name: string, command: string[], totals: (code: number) => Totals,
 *   tier?: string, missing?: string }} Step  missing: why it cannot be run on this machine
 */

const resultFolder = join(root, '.cache/test');
/** A step that hangs must not keep the totals from being told. */
const patienceMs = 45 * 60_000;

/**
 * @param {{ smoke: boolean }} options  smoke: also start the platform as its users do
 * @returns {Promise<number>} the exit code
 */
export async function runTests({ smoke }) {
  rmSync(resultFolder, { recursive: true, force: true });
  mkdirSync(resultFolder, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const startedAt = performance.now();
  for (const group of [...steps(), ...(smoke ? smokeSteps() : [])]) {
    const [first, ...others] = group.filter((step) => !step.missing);
    const totals = await Promise.all([
      ...group.filter((step) => step.missing).map(leaveOut),
      ...(first ? [run(first)] : []),
      ...others.map(runQuietly),
    ]);
    for (const one of totals) for (const key of Object.keys(sum)) sum[key] += one[key];
  }
  const skipped = sum.skipped ? `, ${sum.skipped} skipped` : '';
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  console.log(`\nall of it took ${minutes} minutes`);
  console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
  return sum.failed ? 1 : 0;
}

/**
 * Side by side run those of which one leaves a processor to the other: a browser's tests and a
 * broker's wait more than they work. The others use all there are.
 * @returns {Step[][]}
 */
const steps = () => [
  [check('tidy', 'tools/tidy.mjs')],
  [check('boundary canary', 'tools/canary.mjs')],
  [check('lint', 'tools/lint.mjs'), check('typecheck', 'tools/typecheck.mjs')],
  [check('build', 'tools/build.mjs')],
  [check('generated reference', 'tools/docs.mjs', '--check')],
  [torture()],
  [jest('unit')],
  [jest('int')],
  [
    { ...jest('e2e'), missing: missingForBrowserTests() },
    { ...jest('kafka'), missing: missingForKafkaTests() },
  ],
];

/** Ten kills of a platform of its own; each of its checks is a test of its own. */
function torture() {
  const resultFile = join(resultFolder, 'torture.json');
  const totals = (code) => ({ ...noResult(code), ...totalsIn(read(resultFile)) });
  // Today's kills are not yesterday's; the report names the seed to repeat them with.
  const command = ['tools/torture.mjs', '--kills', '10', '--report', resultFile];
  return { name: 'torture', command, totals };
}

const totalsIn = (report) => report && { passed: report.passed, failed: report.failed };

const missingForKafkaTests = () => (process.env.KAFKA_BROKERS ? undefined : missingForKafka());

/** A check that holds or does not. */
const check = (name, ...command) => ({
  name,
  command,
  totals: (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }),
});

function jest(tier) {
  const resultFile = join(resultFolder, `${tier}.json`);
  const command = ['node_modules/jest/bin/jest.js', '--selectProjects', tier];
  command.push('--json', `--outputFile=${resultFile}`, '--passWithNoTests');
  // End-to-end tests share a platform, those of Kafka a broker; the others have a database each.
  const alone = tier === 'e2e' || tier === 'kafka';
  command.push(`--maxWorkers=${alone ? 1 : availableParallelism()}`);
  return { name: `${tier} tests`, tier, command, totals: (code) => jestTotals(resultFile, code) };
}

/** @returns {Step[][]} both ways to run, as their users start them */
const smokeSteps = () => [
  [smoke('npm start', 'tools/smoke.mjs')],
  [
    {
      ...smoke('npm run start:distributed', 'tools/distributed-smoke.mjs'),
      missing: missingForKafkaTests(),
    },
  ],
];

function smoke(name, script) {
  const resultFile = join(resultFolder, `${name.split(/\W+/).at(-1)}.json`);
  const totals = (code) => ({ ...noResult(code), ...read(resultFile) });
  return { name, command: [script, resultFile], totals };
}

/** A suite that could not even be loaded has no test that failed, but has failed. */
function jestTotals(file, code) {
  const result = read(file);
  if (!result) return noResult(code);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Without a result, ending well means that there was nothing to do. */
const noResult = (code) => ({ passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 });

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Step} step
 * @param {string[]} [told]  takes what there is to tell, instead of the screen
 * @returns {Promise<Totals>}
 */
async function run({ name, command, totals }, told) {
  const say = told ? (line) => told.push(`${line}\n`) : console.log;
  say(`\n── ${name} ──`);
  const startedAt = performance.now();
  const code = await execute(command, told);
  const { passed, failed, skipped } = totals(code);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`── ${name}: ${code === 0 && !failed ? 'ok' : 'FAILED'} in ${seconds} s`);
  // A run that ended badly although nothing in it failed has failed as a whole.
  return { passed, failed: failed || (code === 0 ? 0 : 1), skipped };
}

/** Beside another one: what it says is told in one piece, once it has ended. */
async function runQuietly(step) {
  console.log(`\n── ${step.name}: begun, and told of at its end ──`);
  const told = [];
  const totals = await run(step, told);
  process.stdout.write(told.join(''));
  return totals;
}

/** @returns {Promise<number>} the exit code */
function execute(command, told) {
  const stdio = told ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(process.execPath, command, { cwd: root, stdio });
  for (const output of told ? [child.stdout, child.stderr] : []) {
    output.setEncoding('utf8').on('data', (text) => told.push(text));
  }
  const late = setTimeout(() => {
    console.log(`${command[0]}: no end after ${patienceMs / 60_000} minutes: stopped`);
    child.kill('SIGKILL');
  }, patienceMs);
  return new Promise((tell) => {
    child.once('close', (code) => {
      clearTimeout(late);
      tell(code ?? 1);
    });
  });
}

/** What a developer's machine may lack, the machine that decides about a change may not. */
function leaveOut({ name, tier, missing }) {
  // What is no tier of specs is one thing that was left out.
  const specs = tier
    ? ['apps', 'libs']
        .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }))
        .filter((file) => file.endsWith(`.${tier}.spec.ts`)).length
    : 1;
  const isFailure = process.env.CI === 'true' && specs > 0;
  console.log(`\n── ${name}: LEFT OUT, ${specs} files: ${missing}`);
  return { passed: 0, failed: isFailure ? 1 : 0, skipped: isFailure ? 0 : specs };
}
