// DATA_DIR/runtime.json: where the running platform and its database are reached, for the command
// line. Holds the database password, hence for the owner only.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startOf } from './process.mjs';

/** @typedef {{ pid: number, start?: string, url: string, databaseUrl: string }} Runtime */

const fileIn = (dataDir) => join(dataDir, 'runtime.json');

/**
 * @param {string} dataDir
 * @param {{ url: string, databaseUrl: string }} where
 * @returns {() => void} removes it; also happens when the process ends
 */
export function announce(dataDir, where) {
  const file = fileIn(dataDir);
  const runtime = { pid: process.pid, start: startOf(process.pid), ...where };
  writeFileSync(`${file}.new`, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const remove = () => {
    process.off('exit', remove);
    rmSync(file, { force: true });
  };
  process.once('exit', remove);
  return remove;
}

/**
 * The platform that runs on a DATA_DIR, undefined when none does.
 * @param {string} dataDir
 * @returns {Runtime | undefined}
 */
export function runningPlatform(dataDir) {
  try {
    const runtime = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    return isAlive(runtime.pid) && startOf(runtime.pid) === runtime.start ? runtime : undefined;
  } catch {
    return undefined;
  }
}
