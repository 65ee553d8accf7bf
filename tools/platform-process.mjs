// The platform as a process of its own, for tests: on a data folder and a port of its own, and gone
// when we are gone.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { until } from './process.mjs';
import { runningPlatform } from './runtime.mjs';

/** An empty DATA_DIR; the caller removes it. */
export function temporaryDataDir() {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-platform-'));
  chmodSync(folder, 0o755); // the user PostgreSQL runs as must get in
  return folder;
}

/**
 * Runs what `npm start` runs, without npm, which would pass signals on in its own way.
 * @param {string} dataDir
 * @param {string[]} [args]
 */
export function spawnPlatform(dataDir, args = []) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, ...start] = scripts.start.split(' ');
  const child = spawn(process.execPath, [...start, ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running = { child, output: '', ended: once(child) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (running.output += data));
  }
  return running;
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
