// One process at a time owns a DATA_DIR and the PostgreSQL in it. The lock is a file that names its
// holder; a holder that was killed cannot remove it, so it counts only while that process lives.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, sleep, startOf } from './process.mjs';

/**
 * @typedef {{ command: string, url?: string }} Business  what the holder does, and where
 * @typedef {Business & { pid: number, start?: string }} Holder
 */

/** Nobody needs longer between making a file here and writing or removing it, unless killed. */
const patienceMs = 3000;

/**
 * @param {string} dataDir
 * @param {Business} business for those who find the lock taken
 * @returns {{ release: () => void } | { heldBy: Holder }}
 */
export function takeLock(dataDir, business) {
  const file = join(dataDir, 'lock');
  const mine = { pid: process.pid, start: startOf(process.pid), ...business };
  while (!create(file, JSON.stringify(mine))) {
    const holder = read(file);
    if (holder && isHolding(holder)) return { heldBy: holder };
    if (holder || isOld(file)) removeStale(file);
    else waitMs(20); // its maker is about to write its name
  }
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  return { release };
}

/**
 * The lock as soon as its holder is done, as long as it is worth waiting for.
 * @param {string} dataDir
 * @param {Business} business as above
 * @param {object} how
 * @param {(holder: Holder) => boolean} how.waitsFor  asked every second
 * @param {(line: string) => void} how.say
 * @param {import('./start/shutdown.mjs').Shutdown} how.shutdown
 */
export async function lockInTurn(dataDir, business, { waitsFor, say, shutdown }) {
  for (let hasSaid = false; ; hasSaid = true) {
    const lock = takeLock(dataDir, business);
    if (!lock.heldBy || !waitsFor(lock.heldBy)) return lock;
    const { command, pid } = lock.heldBy;
    if (!hasSaid) say(`waiting for "${command}" (pid ${pid}) to finish ...`);
    await shutdown.unlessAsked(() => sleep(1000));
  }
}

/** It ends by itself, which a platform does not. @param {Holder} holder */
export const isCommand = ({ command }) => command.startsWith('taizhang ');

/** @returns {boolean} false when the file exists already */
function create(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // removed or made a moment ago, or damaged
  }
}

/** The process id alone may have been given to another process since. */
const isHolding = ({ pid, start }) => isAlive(pid) && startOf(pid) === start;

const isOld = (file) => {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > patienceMs;
};

/**
 * Two processes that find the same stale lock must not both remove it: the slower one would remove
 * the new lock of the faster. Whoever makes the file `lock.clearing` looks again, then removes.
 */
function removeStale(file) {
  const clearing = `${file}.clearing`;
  if (!create(clearing, '')) {
    if (isOld(clearing)) rmSync(clearing, { force: true }); // its maker was killed in between
    return waitMs(20);
  }
  const holder = read(file);
  if (!holder || !isHolding(holder)) rmSync(file, { force: true });
  rmSync(clearing, { force: true });
}

/** Nothing else of this process gets a turn meanwhile. @param {number} ms */
export const waitMs = (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
