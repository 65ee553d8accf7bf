// One torture from the first start to the verdict.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { root } from '../deps.mjs';
import { missingForKafka } from '../kafka.mjs';
import { temporaryDataDir } from '../platform-process.mjs';
import { instanceOf } from '../postgres/instance.mjs';
import { stopProcess } from '../postgres/postmaster.mjs';
import { Problem } from '../problem.mjs';
import { sleep, until } from '../process.mjs';
import { services } from '../distributed/start.mjs';
import { Shutdown } from '../start/shutdown.mjs';
import { openEventStore } from './event-store.mjs';
import { Platform } from './platform.mjs';
import { backupOf, programsOn, restored } from './programs.mjs';
import { postmasterOf, strike } from './victims.mjs';

/** Two, so that they get in each other's way. */
const operatorCount = 2;
const settleMsMax = 180_000;
/** Who gets no answer for longer says so by himself. */
const servedMsMax = 60_000;
/** The log of the double. */
const storeFileOf = (dataDir) => `${dataDir}-store`;
/** What is built for each way to run. */
const runs = {
  embedded: ['platform'],
  eventstoredb: ['platform'],
  distributed: [...services, 'gateway'],
};

/**
 * @param {ReturnType<typeof import('./options.mjs').tortureOptions>} options
 * @returns {Promise<number>} the exit code
 */
export async function torture(options) {
  const say = (line) => console.error(`  ${line}`);
  const { distributed, eventstoredb } = options;
  const way = distributed ? 'distributed' : eventstoredb ? 'eventstoredb' : 'embedded';
  const lacking = distributed && missingForKafka();
  if (lacking) throw new Problem(`--distributed needs a Kafka of its own: ${lacking}.`);
  const shutdown = new Shutdown(say);
  try {
    await build({ apps: [...runs[way], 'portal', 'cli', 'torture'], say });
    const file = join(root, 'dist/apps/torture/main.mjs');
    process.env.NODE_ENV ??= 'production';
    const parts = await import(pathToFileURL(file).href);
    const dataDir = temporaryDataDir();
    shutdown.later(() => forget(dataDir, options.keep, say));
    const store = eventstoredb ? await openEventStore(storeFileOf(dataDir)) : undefined;
    shutdown.later(() => store?.stop());
    // Of the platform and of every command, whatever they are on otherwise.
    process.env.EVENT_LOG = store ? 'eventstoredb' : 'postgres';
    process.env.EVENTSTORE_URL = store?.url ?? '';
    const report = await run(parts, { ...options, way, store, dataDir, say, shutdown });
    console.log(options.json ? JSON.stringify(report, null, 2) : parts.textOf(report));
    if (options.report) writeReport(options.report, report, parts);
    return report.failed ? 1 : 0;
  } catch (error) {
    if (!shutdown.wasAsked) throw error;
    return 130;
  } finally {
    await shutdown.undoAll();
  }
}

function writeReport(file, report, { markdownOf }) {
  const text = file.endsWith('.md') ? markdownOf(report) : `${JSON.stringify(report, null, 2)}\n`;
  writeFileSync(file, text);
}

async function run(parts, { way, store, kills, seed, clients, dataDir, say, shutdown }) {
  const startedAt = performance.now();
  const platform = new Platform(dataDir, way);
  shutdown.later(() => platform.stop());
  platform.start();
  const journal = new parts.Journal();
  const plan = parts.killsOf(seed, kills, way);
  const serving = plan.findIndex(({ phase }) => phase === 'load');
  const firsts = plan.slice(0, serving < 0 ? plan.length : serving);
  const victim = { platform, store, journal, say, shutdown };
  const struck = await strikeAll(firsts, victim);
  await platform.whenReady();
  const databaseUrl = platform.where().databaseUrl;
  const people = await parts.settle(
    { journal, where: () => platform.where()?.url },
    platform.oneTimePassword,
  );
  const openLog = store ? parts.eventStoreLog(store.url) : parts.postgresLog(databaseUrl);
  const follower = new parts.Follower(openLog);
  follower.start();
  const load = new parts.Load(people, journal, seed);
  load.start(clients);
  const operators = new parts.Operators(people, programsOn(dataDir), journal, seed);
  operators.start(operatorCount);
  const rest = plan.slice(firsts.length);
  struck.push(...(await strikeAll(rest, { ...victim, underLoad: true })));
  say('every story is told to its end ...');
  await Promise.all([load.finish(), operators.finish()]);
  const { now, events, subscribers, parked } = await settled(parts, {
    way,
    openLog,
    databaseUrl,
    say,
  });
  await follower.finish();
  say('looking at what is there ...');
  const evidence = {
    ...{ ...journal, events, isCounted: !store, followed: follower.ids },
    ...{ failedStarts: platform.failures, starts: platform.starts, subscribers, parked, now },
    taizhang: (...args) => programsOn(dataDir).taizhang(args),
    restored: (customer) => restored(dataDir, { parts, customer }),
    search: (pattern) => parts.connected(databaseUrl, (client) => parts.tracesOf(client, pattern)),
    get: (path) => people.lin.get(path),
    ...(way === 'distributed' && { topics: await parts.onTopics(platform.brokers) }),
  };
  const checked = await parts.runChecks(evidence);
  await platform.stop();
  const seconds = (performance.now() - startedAt) / 1000;
  return parts.reportOf({
    ...{ way, on: store?.what, seed, clients },
    ...{ seconds, struck, evidence, checked },
  });
}

/** @returns {Promise<object[]>} each kill as it really was */
async function strikeAll(plan, { platform, store, journal, say, shutdown, underLoad = false }) {
  const struck = [];
  let blow;
  let endedAt;
  const recovered = async () => {
    await platform.whenReady();
    if (blow) blow.readyMs = Math.round(performance.now() - endedAt);
    if (blow && underLoad) await served(journal);
    blow = undefined;
  };
  for (const kill of plan) {
    // Asked to end, it still tells what came of the kills there were.
    if (shutdown.wasAsked) break;
    if (kill.phase === 'load') await recovered();
    await sleep(kill.afterMs);
    const { dataDir, pid } = platform;
    const endsPlatform = kill.kind === 'platform' || kill.kind === 'both';
    const ended = endsPlatform ? platform.expectEnd() : undefined;
    const { underWay } = journal;
    const before = postmasterOf(dataDir)?.pid;
    const processes = await strike(kill, { dataDir, platform: pid, store });
    blow = { ...kill, processes, underWay, readyMs: null };
    endedAt = performance.now();
    struck.push(blow);
    say(`kill ${kill.number}: ${kill.kind}, ${kill.phase}, ${underWay} under way`);
    if (endsPlatform) {
      await ended;
      await sleep(kill.againAfterMs);
      platform.start();
    } else if (kill.kind === 'database' || kill.kind === 'postmaster') {
      // It may still answer for a moment as if nothing had happened.
      const isAnother = () => ![before, undefined].includes(postmasterOf(dataDir)?.pid);
      await until(isAnother, { timeoutMs: 60_000 });
    }
  }
  await recovered();
  return struck;
}

/** Waits until somebody was told again that a command is done: only then is there more to lose. */
async function served(journal) {
  const before = journal.count('acknowledged');
  const isServed = () => journal.count('acknowledged') > before;
  await until(isServed, { timeoutMs: servedMsMax });
}

/** Waits until everything that was asked for is done, or nothing moves any more. */
async function settled(parts, { way, openLog, databaseUrl, say }) {
  const events = [];
  let standing;
  let now;
  let waiting = [];
  const isQuiet = async () => {
    now = new Date().toISOString();
    standing = await parts.connected(databaseUrl, (client) => parts.standing(client, way));
    const reader = await openLog();
    const news = await reader.after(parts.headOf(events)).finally(() => reader.close());
    for (const event of news) events.push(event);
    if (news.length > 0) return false;
    waiting = parts.stillToCome(events, standing.subscribers, now);
    return waiting.length === 0;
  };
  const all = await until(isQuiet, { timeoutMs: settleMsMax, everyMs: 250 });
  if (!all) say(`still to come after ${settleMsMax / 1000} s: ${waiting.slice(0, 5).join('; ')}`);
  return { now, events, ...standing };
}

async function forget(dataDir, keep, say) {
  const left = postmasterOf(dataDir);
  const { folder } = instanceOf(dataDir);
  if (left) await stopProcess(left.pid, say);
  if (keep) return say(`everything is left in ${dataDir}`);
  for (const place of [folder, dataDir, backupOf(dataDir), storeFileOf(dataDir)])
    rmSync(place, { recursive: true, force: true });
}
