// A process that is started again when it ends unasked, as a container platform would.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../deps.mjs';

const againMs = 1000;
/** As `npm start` has for all services together (docs/decisions/0036): enough for each of them. */
export const heapBound = '--max-old-space-size=512';

export class Kept {
  #child;
  #timer;

  /**
   * @param {{ title: string, app: string, env: NodeJS.ProcessEnv, say: (line: string) => void,
   *   shutdown: { wasAsked: boolean } }} process  app: which of dist/apps it runs
   */
  constructor({ title, app, env, say, shutdown }) {
    Object.assign(this, { title, app, env, say, shutdown });
    this.#start();
  }

  /** Of the process that runs now, for who wants to see it die. */
  get pid() {
    return this.#child.pid;
  }

  /** Asks it to end and waits for it. */
  async stop() {
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }

  #start() {
    const { title, app, env, say, shutdown } = this;
    const main = join(root, 'dist/apps', app, 'main.mjs');
    const child = spawn(process.execPath, [heapBound, '--enable-source-maps', main], {
      env: { NODE_ENV: 'production', ...env },
      // The channel ends with us, and the process with the channel.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stderr.on('data', (data) => say(`${title}: ${String(data).trimEnd()}`));
    // Its log; of where it runs and what it does at its start nobody need hear.
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => line.startsWith('{') && say(`${title}: ${line}`));
    child.once('exit', (code, signal) => {
      if (shutdown.wasAsked) return; // Ctrl-C reaches all of us
      say(`${title} ended (${signal ?? code}) and is started again`);
      this.#timer = setTimeout(() => !shutdown.wasAsked && this.#start(), againMs);
    });
  }
}
