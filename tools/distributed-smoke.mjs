// Do services in processes of their own, over a real Kafka and in two copies each, make of the same
// commands what one process makes of them, whatever is killed meanwhile? Run by .ci/run.
import { rmSync, writeFileSync } from 'node:fs';
import { contentOf, differencesOf } from './distributed/content.mjs';
import { heapBound } from './distributed/kept.mjs';
import { settle, tell } from './distributed/story.mjs';
import {
  brokerOf,
  endedUnasked,
  servicesOf,
  spawnPlatform,
  temporaryDataDir,
  whenUp,
} from './platform-process.mjs';
import { sendSignal, startOf, until } from './process.mjs';
import { strike } from './torture/victims.mjs';

const resultFile = process.argv[2]; // for tools/test.mjs, which adds it up
const customers = 6;
const result = { passed: 0, failed: 0 };
const folders = { embedded: temporaryDataDir(), distributed: temporaryDataDir() };
const running = {};
const people = {};

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

async function start(way, spawned) {
  running[way] = spawned;
  const where = await whenUp(spawned, folders[way]);
  const word = /one-time password (\S+)/.exec(spawned.output)?.[1];
  people[way] = await settle(where.url, word);
  running[way].where = where;
}

/** Figures are kept by the day in Shanghai: both ways are told on the same one. */
async function awayFromMidnight() {
  const dayMs = 86_400_000;
  const awayMs = 5 * 60_000;
  const isAway = () => dayMs - ((Date.now() + dayMs / 3) % dayMs) > awayMs;
  if (!isAway()) console.log('  waiting for midnight in Shanghai ...');
  await until(isAway, { timeoutMs: 2 * awayMs, everyMs: 1000 });
}

async function tellAll(way) {
  for (let number = 1; number <= customers; number++) await tell(people[way], `c${number}`);
}

const services = () => servicesOf(running.distributed.child.pid);

/** Kills every service once, Kafka and PostgreSQL, one after the other, while commands are told. */
async function tellWhileKilling() {
  const victims = ['intake', 'complaints', 'views', 'kafka', 'billing-inquiries', 'assessment'];
  const telling = tellAll('distributed');
  for (const app of [...victims, 'gateway']) {
    const isIt = (one) => one.app === app;
    const pid =
      app === 'kafka' ? brokerOf(running.distributed.child.pid) : services().find(isIt)?.pid;
    if (!pid) throw new Error(`no process of ${app} is there to kill`);
    const started = startOf(pid);
    sendSignal(pid, 'SIGKILL');
    const gone = await until(() => startOf(pid) !== started, { timeoutMs: 10_000 });
    if (!gone) throw new Error(`${app} (pid ${pid}) does not die`);
  }
  const place = { dataDir: folders.distributed, platform: running.distributed.child.pid };
  const struck = await strike({ kind: 'database' }, place);
  if (struck === 0) throw new Error('no process of PostgreSQL is there to kill');
  await telling;
  const [unasked] = endedUnasked(running.distributed.output);
  if (unasked) throw new Error(`nobody killed it: ${unasked}`);
}

/** Equal once everything that was told has arrived everywhere. */
async function isEqual() {
  const urls = [running.embedded.where.databaseUrl, running.distributed.where.databaseUrl];
  let differences = [];
  const equal = await until(
    async () => {
      const [one, other] = await Promise.all(urls.map((url) => contentOf(url)));
      if (one.events.length < customers * 15) throw new Error('there is too little to compare');
      differences = differencesOf(one, other);
      return differences.length === 0;
    },
    { timeoutMs: 300_000, everyMs: 1000 },
  );
  if (!equal) throw new Error(`they differ:\n    ${differences.join('\n    ')}`);
}

async function stop(way) {
  running[way].child.kill('SIGTERM');
  const code = await running[way].ended;
  if (code !== 0) throw new Error(`${way} ended with ${code}:\n${running[way].output}`);
}

await awayFromMidnight();
await check('one process is told what happened', async () => {
  await start('embedded', spawnPlatform(folders.embedded, ['--empty']));
  await tellAll('embedded');
});
await check('services in two copies each come up over Kafka, in bounded heaps', async () => {
  await start(
    'distributed',
    spawnPlatform(folders.distributed, ['--empty', '--copies', '2'], 'start:distributed'),
  );
  const unbounded = services().filter(({ command }) => !command.includes(heapBound));
  if (unbounded.length > 0) throw new Error(`unbounded: ${unbounded.map(({ app }) => app).join()}`);
});
await check(
  'they are told the same while one after the other is killed, Kafka and PostgreSQL too',
  tellWhileKilling,
);
await check('their streams and read models are equal, row for row', isEqual);
await check('everything stops cleanly', async () => {
  await stop('distributed');
  await stop('embedded');
});

for (const { child, ended } of Object.values(running)) {
  if (child.exitCode === null) child.kill('SIGTERM');
  await ended;
}
for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
if (resultFile) writeFileSync(resultFile, JSON.stringify(result));
process.exitCode = result.failed ? 1 : 0;
