// What a ledger begins with, before any service runs: tables, topics, an administrator or a
// demonstration.
import { spawn } from 'node:child_process';
import { root } from '../deps.mjs';
import { Problem } from '../problem.mjs';
import { heapBound } from './kept.mjs';

/** @param {{ env: NodeJS.ProcessEnv, demo: boolean, say: (line: string) => void }} options */
export async function prepare({ env, demo, say }) {
  const args = [heapBound, 'tools/taizhang.mjs', 'prepare', ...(demo ? ['--demo'] : [])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tell = (data) =>
    String(data)
      .trimEnd()
      .split('\n')
      .forEach((line) => say(line));
  child.stdout.on('data', tell);
  child.stderr.on('data', tell);
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Problem('The ledger could not be prepared; see above.');
}
