// The processes that are struck: who they are at this moment, and the blow itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { instanceOf } from '../postgres/instance.mjs';
import { runningIn } from '../postgres/postmaster.mjs';
import { commandOf, sendSignal, sleep } from '../process.mjs';

/** The first process of the PostgreSQL of a data folder. @param {string} dataDir */
export function postmasterOf(dataDir) {
  // To ask an empty folder for its instance would make one.
  if (!existsSync(join(dataDir, 'postgres.json'))) return undefined;
  return runningIn(instanceOf(dataDir).folder);
}

/**
 * Process ids by kind of kill, all of those that live now.
 * @param {string} dataDir
 * @param {number} platform
 */
function victimsOf(dataDir, platform) {
  const postmaster = postmasterOf(dataDir)?.pid;
  const children = postmaster ? childrenOf(postmaster) : [];
  // Its name on a process list says whom a connection serves.
  const serving = children.filter((pid) => commandOf(pid)?.includes('127.0.0.1'));
  const database = postmaster ? [postmaster, ...children] : [];
  return {
    ...{ platform: [platform], database, postmaster: database.slice(0, 1) },
    ...{ backend: serving.slice(0, 1), both: [...database, platform] },
    ...{ 'freeze-platform': [platform], 'freeze-database': database },
  };
}

function childrenOf(parent) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid);
}

/**
 * @param {{ kind: string, forMs: number }} kill
 * @param {{ dataDir: string, platform: number }} place
 * @returns {Promise<number>} how many processes were struck
 */
export async function strike({ kind, forMs }, { dataDir, platform }) {
  const victims = victimsOf(dataDir, platform)[kind];
  const all = (signal) => victims.forEach((pid) => sendSignal(pid, signal));
  if (!kind.startsWith('freeze')) all('SIGKILL');
  else {
    all('SIGSTOP');
    await sleep(forMs);
    all('SIGCONT');
  }
  return victims.length;
}
