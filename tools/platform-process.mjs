// The platform as processes of its own, for tests: on a data folder and a port of its own, and gone
// when we are gone.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { childrenOf, commandOf, until } from './process.mjs';
import { runningPlatform } from './runtime.mjs';

/** An empty DATA_DIR; the caller removes it. */
export function temporaryDataDir() {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-platform-'));
  chmodSync(folder, 0o755); // the user PostgreSQL runs as must get in
  return folder;
}

/** Each with a PostgreSQL of its own, and a Kafka of its own where there is one. */
const surroundings = {
  start: { DATABASE_URL: '' },
  'start:distributed': { DATABASE_URL: '', EXCHANGE: 'kafka', KAFKA_BROKERS: '' },
};

/**
 * Runs what `npm start` runs, without npm, which would pass signals on in its own way.
 * @param {string} dataDir
 * @param {string[]} [args]
 * @param {keyof typeof surroundings} [script]  or what another script of package.json runs
 */
export function spawnPlatform(dataDir, args = [], script = 'start') {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, ...start] = scripts[script].split(' ');
  const child = spawn(process.execPath, [...start, ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', ...surroundings[script] },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running = { child, output: '', ended: once(child) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (running.output += data));
  }
  return running;
}

/**
 * The services and the gateway of a distributed platform that live now, by what each runs.
 * @param {number} pid  of the process that started them
 */
export function servicesOf(pid) {
  return childrenOf(pid).flatMap((child) => {
    const command = commandOf(child) ?? '';
    const app = /dist\/apps\/([\w-]+)\/main/.exec(command)?.[1];
    return app ? [{ app, pid: child, command }] : [];
  });
}

/** The broker of a distributed platform; a shell keeps it. @param {number} pid as above */
export const brokerOf = (pid) =>
  childrenOf(pid)
    .flatMap(childrenOf)
    .find((child) => commandOf(child)?.includes('kafka.Kafka'));

/**
 * Processes of a distributed platform that ended although nobody killed them, with what they said
 * last. One that cannot start says so, ends, and is started again, as a container platform would.
 */
export function endedUnasked(output) {
  const lines = output.split('\n');
  return lines.flatMap((line, at) => {
    const [end, title] = /^ *(.+) ended \((?!SIGKILL)\w+\)/.exec(line) ?? [];
    if (!title) return [];
    const began = lines
      .slice(0, at)
      .findLastIndex((one) => one.trim().startsWith(`${title} ended`));
    const own = lines.slice(began + 1, at).filter((one) => one.trim().startsWith(`${title}: `));
    if (own.some((one) => one.includes(' cannot start: '))) return [];
    return `${end.trim()}: ${lastWords(own.slice(-12).join('\n'))}`;
  });
}

/** Where it says what went wrong, else simply the end of it. @param {string} output */
export function lastWords(output) {
  const lines = output.trim().split('\n');
  const at = lines.findIndex((line) => /^\s*(error|\w*Error\b)|Unhandled/.test(line));
  return (at < 0 ? lines.slice(-8) : lines.slice(at, at + 8))
    .map((line) => line.trim())
    .join(' · ');
}

/** @returns {Promise<number>} the exit code */
const once = (child) => new Promise((tell) => child.once('close', (code) => tell(code ?? 1)));

/**
 * Waits until a spawned platform says where it runs.
 * @param {ReturnType<typeof spawnPlatform>} running
 * @param {string} dataDir
 */
export async function whenUp(running, dataDir, timeoutMs = 300_000) {
  const hasEnded = () => running.child.exitCode !== null || running.child.signalCode !== null;
  const where = () => runningPlatform(dataDir);
  await until(() => hasEnded() || Boolean(where()), { timeoutMs, everyMs: 50 });
  if (hasEnded() || !where()) throw new Error(`The platform did not start:\n${running.output}`);
  return where();
}
