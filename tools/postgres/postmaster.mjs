// The server process of a data folder: is one running, does it answer, start one, stop it.
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.mjs';
import { commandOf, isAlive, sendSignal, until } from '../process.mjs';
import { urlOf } from './instance.mjs';

const lockFile = (folder) => join(folder, 'postmaster.pid');

/**
 * The server whose process id the data folder names, if that process really is one of this folder.
 * @param {string} folder
 * @returns {{ pid: number, port: number, status: string } | undefined}
 */
export function runningIn(folder) {
  const lines = readLines(lockFile(folder));
  const pid = Number(lines?.[0]);
  if (!pid || !isAlive(pid) || !commandOf(pid)?.includes(` -D ${folder} `)) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' };
}

/**
 * The process id in a left-over postmaster.pid may meanwhile belong to another process, and
 * PostgreSQL would refuse to start. An id equal to its own parent's it takes for left over, and
 * still checks that no backend of the dead server uses its shared memory, which deleting the file
 * would prevent.
 * @param {string} folder
 */
export function disownStaleLock(folder) {
  const lines = readLines(lockFile(folder));
  if (!lines) return;
  writeFileSync(lockFile(folder), [process.pid, ...lines.slice(1)].join('\n'));
}

function readLines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

/**
 * Waits until a server accepts connections; crash recovery of a big log takes its time.
 * @param {string} folder
 * @param {{ pid: number, hasEnded: () => boolean, say: (line: string) => void }} server
 * @returns {Promise<number | undefined>} its port, undefined when the process ended first
 */
export async function readyPort(folder, { pid, hasEnded, say }) {
  const isReady = () => {
    const server = runningIn(folder);
    return server?.pid === pid && server.status === 'ready';
  };
  const isDecided = () => hasEnded() || isReady();
  if (!(await until(isDecided, { timeoutMs: 5000 }))) {
    say('PostgreSQL is recovering from an unclean stop ...');
    await until(isDecided, { timeoutMs: 3_600_000, everyMs: 200 });
  }
  return isReady() ? runningIn(folder)?.port : undefined;
}

/**
 * Whether the server at a port is the one of this instance: it knows the password (which proves it
 * by SCRAM both ways) and names our data folder. One that runs may be unable to say so for a while:
 * it recovers from the loss of a process, is full of connections of the dead, or stands still.
 * @param {import('./instance.mjs').Instance} instance
 * @param {{ pid: number, port: number, say: (line: string) => void }} server
 * @returns {Promise<boolean | undefined>} undefined when it ended or said nothing for two minutes
 */
export async function isOurs(instance, { pid, port, say }) {
  let answer;
  const isDecided = async () => {
    if (!isAlive(pid)) return true;
    answer = await answerOf(instance, port);
    return answer !== undefined;
  };
  if (await until(isDecided, { timeoutMs: 5000 })) return answer;
  say(`the PostgreSQL server that was still running (pid ${pid}) does not answer yet ...`);
  await until(isDecided, { timeoutMs: 120_000, everyMs: 200 });
  return answer;
}

/** PostgreSQL's codes for a wrong name or password; with any other failure it may be ours. */
const strangersCodes = new Set(['28000', '28P01']);

async function answerOf(instance, port) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: urlOf(instance, port),
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
  });
  client.on('error', () => {}); // a connection lost later is no answer, not a crash
  try {
    await client.connect();
    const { rows } = await client.query('show data_directory');
    return rows[0].data_directory === instance.folder;
  } catch (error) {
    return strangersCodes.has(error.code) ? false : undefined;
  } finally {
    client.end().catch(() => {});
  }
}

/**
 * @param {{ postgres: string, folder: string, port: number, settings: Record<string, string>,
 *   runsAs: import('./place.mjs').RunsAs, logFile: string }} options
 */
export function launch({ postgres, folder, port, settings, runsAs, logFile }) {
  if (statSync(logFile, { throwIfNoEntry: false })?.size > 5_000_000) {
    renameSync(logFile, `${logFile}.1`);
  }
  // A file, not a pipe to us: the server must be able to go on writing when we are killed.
  const log = openSync(logFile, 'a', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(postgres, ['-D', folder, '-p', String(port), ...args], {
    uid: runsAs.uid,
    gid: runsAs.gid,
    cwd: '/',
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    detached: true, // a Ctrl-C in the terminal is for us; we stop the server after its clients
  });
  closeSync(log);
  return child;
}

/** The last lines of the server's log, to say why it did not start. @param {string} logFile */
export function lastWords(logFile) {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}

/**
 * Fast shutdown: open transactions are rolled back, everything is written. Without an answer for a
 * minute, the immediate one, from which the next start recovers.
 * @param {number} pid
 * @param {(line: string) => void} say
 */
export async function stopProcess(pid, say) {
  const gone = () => !isAlive(pid);
  sendSignal(pid, 'SIGINT');
  if (await until(gone, { timeoutMs: 60_000 })) return;
  say(`PostgreSQL (pid ${pid}) did not stop in a minute: stopping it at once`);
  sendSignal(pid, 'SIGQUIT');
  if (!(await until(gone, { timeoutMs: 30_000 }))) {
    throw new Problem(`PostgreSQL (pid ${pid}) does not stop.`);
  }
}
