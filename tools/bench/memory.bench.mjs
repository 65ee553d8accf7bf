// P7: what all of it takes in memory: everything that runs, shared pages counted once.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { root } from '../deps.mjs';
import { spawnPlatform, temporaryDataDir, whenUp } from '../platform-process.mjs';
import { until } from '../process.mjs';

const platformBar = 600;
const rebuildBar = 512;

/**
 * `npm start` with the demonstration, PostgreSQL included: on the first start, which has just
 * filled it, and on the next.
 */
export async function benchPlatformMemory({ say, shutdown }) {
  if (!existsSync('/proc/self/smaps_rollup')) return [];
  say('P7 …');
  const dataDir = temporaryDataDir();
  shutdown.later(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await memoryOfStart(dataDir, shutdown);
  const next = await memoryOfStart(dataDir, shutdown);
  const what = 'memory of npm start with the demonstration and PostgreSQL';
  return [
    metricOf('P7', `${what}, on the next start`, next.all, platformBar),
    metricOf(
      'P7.first',
      'the same, on the first start, once it was filled',
      first.all,
      platformBar,
    ),
    aside('P7.postgres', "PostgreSQL's part of the next start", next.all - next.node),
  ];
}

async function memoryOfStart(dataDir, shutdown) {
  const platform = spawnPlatform(dataDir);
  const stop = async () => {
    platform.child.kill('SIGTERM');
    await platform.ended;
  };
  shutdown.later(stop);
  const { url } = await whenUp(platform, dataDir);
  const isReady = async () => (await fetch(`${url}/health/ready`)).status === 200;
  if (!(await until(isReady, { timeoutMs: 120_000 }))) throw new Error('not ready');
  await fetch(url);
  const all = proportionOf([platform.child.pid, ...below(platform.child.pid)]);
  const node = proportionOf([platform.child.pid]);
  await stop();
  return { all, node };
}

/** The most that the process of one `taizhang rebuild` ever held; PostgreSQL is another process. */
export async function benchRebuildMemory({ databaseUrl, masterKey, events, shutdown }) {
  const dataDir = temporaryDataDir();
  shutdown.later(() => rmSync(dataDir, { recursive: true, force: true }));
  const child = spawn('npm', ['run', '-s', 'taizhang', '--', 'rebuild', '--quiet'], {
    cwd: root,
    env: {
      ...process.env,
      ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, VAULT_MASTER_KEY: masterKey },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((tell) => child.once('close', tell));
  let mebibytes = 0;
  const watching = setInterval(() => {
    mebibytes = Math.max(mebibytes, ...below(child.pid).map(highestOf));
  }, 50);
  const code = await ended;
  clearInterval(watching);
  if (code !== 0) throw new Error(`taizhang rebuild ended with ${code}`);
  const what = `memory of one rebuild of ${events.toLocaleString('en')} events`;
  return [metricOf('P7.rebuild', what, mebibytes, rebuildBar)];
}

/** Every process that this one started, and those started by them; PostgreSQL's among them. */
function below(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = new Map(parents.map((child) => [Number(child), parentIn(child)]));
  const found = [];
  for (let level = [pid]; level.length > 0;) {
    level = [...parentOf].filter(([, parent]) => level.includes(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}

const read = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended, or is not ours to look at
  }
};

const parentIn = (pid) => Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);
const inMebibytes = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0) / 1024;
const highestOf = (pid) => inMebibytes(read(pid, 'status'), /^VmHWM:\s+(\d+)/m);
const proportionOf = (pids) =>
  pids.reduce((sum, pid) => sum + inMebibytes(read(pid, 'smaps_rollup'), /^Pss:\s+(\d+)/m), 0);

const metricOf = (id, what, mebibytes, bar) => ({
  id,
  what,
  ratio: null,
  value: Number(mebibytes.toPrecision(3)),
  unit: 'MiB',
  bar: `<= ${bar} MiB`,
  met: mebibytes > 0 && mebibytes <= bar,
});

const aside = (id, what, mebibytes) => ({
  ...metricOf(id, what, mebibytes, 0),
  bar: null,
  met: null,
});
