// The processes that are struck: who they are at this moment, and the blow itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brokerOf, servicesOf } from '../platform-process.mjs';
import { instanceOf } from '../postgres/instance.mjs';
import { runningIn } from '../postgres/postmaster.mjs';
import { childrenOf, commandOf, sendSignal, sleep } from '../process.mjs';

/** @typedef {import('./event-store.mjs').EventStore} Store */

/** The first process of the PostgreSQL of a data folder. @param {string} dataDir */
export function postmasterOf(dataDir) {
  // To ask an empty folder for its instance would make one.
  if (!existsSync(join(dataDir, 'postgres.json'))) return undefined;
  return runningIn(instanceOf(dataDir).folder);
}

/**
 * Process ids by kind of kill, all of those that live now.
 * @param {{ dataDir: string, platform: number }} place  platform: its first process
 * @param {number} which  of several processes, as a part of their number
 */
function victimsOf({ dataDir, platform }, which) {
  const postmaster = postmasterOf(dataDir)?.pid;
  const children = postmaster ? childrenOf(postmaster) : [];
  const services = servicesOf(platform).map(({ pid }) => pid);
  const one = services.slice(Math.floor(which * services.length)).slice(0, 1);
  const kafka = [brokerOf(platform)].filter(Boolean);
  // Kafka ends with who started it.
  const all = [platform, ...services];
  // Its name on a process list says whom a connection serves.
  const serving = children.filter((pid) => commandOf(pid)?.includes('127.0.0.1'));
  const database = postmaster ? [postmaster, ...children] : [];
  return {
    ...{ process: one, kafka, platform: all, database, postmaster: database.slice(0, 1) },
    ...{ backend: serving.slice(0, 1), both: [...database, ...all] },
    ...{ 'freeze-process': one, 'freeze-kafka': kafka },
    ...{ 'freeze-platform': [platform], 'freeze-database': database },
  };
}

/**
 * @param {{ kind: string, forMs?: number, againAfterMs?: number, which?: number }} kill
 * @param {{ dataDir: string, platform: number, store?: Store }} place  platform: its first process
 * @returns {Promise<number>} how many processes were struck
 */
export async function strike({ kind, forMs = 0, againAfterMs = 0, which = 0 }, place) {
  if (kind === 'store' || kind === 'freeze-store') {
    await (kind === 'store' ? place.store.kill(againAfterMs) : place.store.freeze(forMs));
    return 1;
  }
  const victims = victimsOf(place, which)[kind];
  const all = (signal) => victims.forEach((pid) => sendSignal(pid, signal));
  if (!kind.startsWith('freeze')) all('SIGKILL');
  else {
    all('SIGSTOP');
    await sleep(forMs);
    all('SIGCONT');
  }
  return victims.length;
}
