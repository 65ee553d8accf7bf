// What can be asked about another process, on Linux and macOS.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === 'EPERM'; // alive, but somebody else's
  }
}

/** Dead, and its parent has not asked how it ended; some containers have nobody who ever does. */
function isZombie(pid) {
  return process.platform === 'linux' && statFields(pid)?.[0] === 'Z';
}

/**
 * Sends a signal to a process that may be gone already.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * When a process started, as an opaque text: a process id alone may have been given to another
 * process since. Undefined when there is no such process.
 * @param {number} pid
 */
export function startOf(pid) {
  return process.platform === 'linux' ? statFields(pid)?.[19] : ps(pid, 'lstart');
}

/** What /proc/<pid>/stat says after the name, which stands in parentheses and may hold spaces. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The command line of a process, undefined when there is none. @param {number} pid */
export function commandOf(pid) {
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

function ps(pid, column) {
  const result = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return result.stdout?.trim() || undefined;
}

/** Process ids of those that a process started and that live. @param {number} pid */
export function childrenOf(pid) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
}

/** @param {number} ms */
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Asks until the answer is true or the time is over. Tells which.
 * @param {() => boolean | Promise<boolean>} question
 * @param {{ timeoutMs: number, everyMs?: number }} patience
 */
export async function until(question, { timeoutMs, everyMs = 20 }) {
  const deadline = performance.now() + timeoutMs;
  while (!(await question())) {
    if (performance.now() > deadline) return false;
    await sleep(everyMs);
  }
  return true;
}
