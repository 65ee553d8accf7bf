// Does `npm start` work, from an empty data folder to a clean stop and back? Run by .ci/run.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { spawnPlatform, temporaryDataDir, whenUp } from './platform-process.mjs';
import { isAlive, until } from './process.mjs';

const resultFile = process.argv[2]; // for tools/test.mjs, which adds it up
const dataDir = temporaryDataDir();
const result = { passed: 0, failed: 0 };
let platform;

/**
 * @param {string} sentence
 * @param {() => Promise<unknown>} holds  throws when it does not
 */
async function check(sentence, holds) {
  if (result.failed) return; // what follows a failure only repeats it
  const startedAt = performance.now();
  try {
    await holds();
    result.passed += 1;
    console.log(`  ok     ${sentence} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  } catch (error) {
    result.failed += 1;
    console.log(`  FAILED ${sentence}: ${error.message}`);
  }
}

const assert = (holds, otherwise) => {
  if (!holds) throw new Error(otherwise);
};

async function start() {
  platform = spawnPlatform(dataDir);
  return whenUp(platform, dataDir);
}

async function isReady() {
  const { url } = await whenUp(platform, dataDir);
  const answers = async () => (await fetch(`${url}/health/ready`)).status === 200;
  assert(await until(answers, { timeoutMs: 60_000, everyMs: 100 }), 'not ready after a minute');
}

async function servesPortal() {
  const { url } = await whenUp(platform, dataDir);
  const page = await fetch(url);
  assert(page.status === 200, `GET / answers ${page.status}`);
  assert(/<div id="root"/.test(await page.text()), 'GET / does not answer with the portal');
}

async function refusesSecond() {
  const first = await whenUp(platform, dataDir);
  const second = spawnPlatform(dataDir);
  const code = await second.ended;
  assert(code === 1, `the second start ended with ${code}, not 1`);
  const namesFirst = second.output.includes(first.url) && second.output.includes(`${first.pid}`);
  assert(namesFirst, `the second start does not name the first: ${second.output}`);
}

async function stopsCleanly() {
  platform.child.kill('SIGTERM');
  const code = await platform.ended;
  assert(code === 0, `ended with ${code}, not 0:\n${platform.output}`);
  for (const left of ['runtime.json', 'lock', 'postgres/postmaster.pid']) {
    assert(!existsSync(join(dataDir, left)), `${left} was left behind`);
  }
}

async function survivesKill() {
  platform.child.kill('SIGKILL');
  await platform.ended;
  await start();
  await isReady();
}

/** It may be recovering from the loss of a process, or the machine be busy with something else. */
async function waitsForDatabase() {
  const pid = Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
  platform.child.kill('SIGKILL');
  await platform.ended;
  process.kill(pid, 'SIGSTOP');
  try {
    platform = spawnPlatform(dataDir);
    const isWaiting = () => platform.output.includes('does not answer yet');
    assert(await until(isWaiting, { timeoutMs: 60_000 }), `it did not wait: ${platform.output}`);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await isReady();
  assert(platform.output.includes(`(pid ${pid})`), 'another PostgreSQL was started');
}

await check('npm start brings the platform up on an empty data folder', start);
await check('it is ready', isReady);
if (existsSync(join(root, 'apps/portal/src'))) await check('it serves the portal', servesPortal);
await check('a second start on the same data is told where the first one runs', refusesSecond);
await check('it stops cleanly', stopsCleanly);
await check('it starts again on the same data', start);
await check('after kill -9 it starts again', survivesKill);
await check('it waits for the PostgreSQL left behind to answer again', waitsForDatabase);
await check('it stops cleanly again', stopsCleanly);

if (platform && isAlive(platform.child.pid)) platform.child.kill('SIGTERM');
await platform?.ended;
rmSync(dataDir, { recursive: true, force: true });
if (resultFile) writeFileSync(resultFile, JSON.stringify(result));
process.exitCode = result.failed ? 1 : 0;
