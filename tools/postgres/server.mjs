import { freePort, isFree } from '../port.mjs';
import { Problem } from '../problem.mjs';
import { isAlive, sendSignal, sleep, until } from '../process.mjs';
import { reachableBinaries } from './binaries.mjs';
import { initialise } from './initialise.mjs';
import { remember, urlOf } from './instance.mjs';
import { runsAs } from './place.mjs';
import {
  disownStaleLock,
  isOurs,
  lastWords,
  launch,
  readyPort,
  runningIn,
  stopProcess,
} from './postmaster.mjs';

/** How long to wait before the first, second ... restart in a row; then always the last. */
const patienceMs = [0, 200, 500, 1000, 2000, 5000, 10_000];
const steadyAfterMs = 60_000;

/** One PostgreSQL server: started or adopted, kept running, stopped. */
export class Server {
  pid = 0;
  port = 0;
  #runsSinceMs = 0;
  #isStopping = false;
  #restarting = Promise.resolve();
  #takeAlong = () => sendSignal(this.pid, 'SIGINT');

  /**
   * @param {{ dataDir: string, instance: import('./instance.mjs').Instance, logFile: string,
   *   settings: Record<string, string>, say: (line: string) => void }} options
   */
  constructor({ dataDir, instance, logFile, settings, say }) {
    Object.assign(this, { dataDir, instance, logFile, settings, say });
  }

  get url() {
    return urlOf(this.instance, this.port);
  }

  /** Takes over the server a killed parent left behind. @returns {Promise<boolean>} */
  async adopt() {
    const { folder } = this.instance;
    const found = runningIn(folder);
    if (!found) return false;
    const { pid } = found;
    const hasEnded = () => !isAlive(pid) || runningIn(folder)?.status === 'stopping';
    const port = await readyPort(folder, { pid, hasEnded, say: this.say });
    if (port === undefined) {
      await until(() => !isAlive(pid), { timeoutMs: 60_000 });
      return false;
    }
    if (!(await isOurs(this.instance, { pid, port, say: this.say }))) {
      if (!isAlive(pid)) return false;
      throw new Problem(
        `A PostgreSQL server (pid ${pid}) runs in ${folder} but does not answer on port ${port}. ` +
          `End it with "kill -INT ${pid}" and start again.`,
      );
    }
    this.say(`adopted the PostgreSQL server that was still running (pid ${pid})`);
    this.#runs(pid, port);
    return true;
  }

  /** @param {{ durable: boolean }} options  durable: initdb waits until its files are on disk */
  async start({ durable }) {
    const { folder } = this.instance;
    const user = runsAs(folder);
    const programs = reachableBinaries(user, this.say);
    initialise(this.instance, { initdb: programs.initdb, runsAs: user, durable });
    this.postgres = programs.postgres;
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#launch(await this.#choosePort());
      if (failure === undefined) break;
      // Another process may take the port between our look and PostgreSQL's.
      if (attempt === 3 || !failure.includes('could not bind')) {
        throw new Problem(`PostgreSQL did not start:\n${failure}\n(see ${this.logFile})`);
      }
    }
    this.instance = { ...this.instance, port: this.port, initialised: true };
    remember(this.dataDir, this.instance);
  }

  async #choosePort() {
    const { port } = this.instance;
    return port && (await isFree(port)) ? port : await freePort();
  }

  /** @returns {Promise<string | undefined>} why it did not start */
  async #launch(port) {
    const { postgres, settings, logFile } = this;
    const { folder } = this.instance;
    disownStaleLock(folder);
    const child = launch({ postgres, folder, port, settings, logFile, runsAs: runsAs(folder) });
    const failure = new Promise((tell) => child.once('error', (error) => tell(error.message)));
    if (child.pid === undefined) return failure;
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    const ready = await readyPort(folder, { pid: child.pid, hasEnded, say: this.say });
    if (ready === undefined) return lastWords(logFile);
    child.unref(); // our own end does not wait for the server's: see #takeAlong
    this.#runs(child.pid, port);
    return undefined;
  }

  #runs(pid, port) {
    this.pid = pid;
    this.port = port;
    this.#runsSinceMs = performance.now();
  }

  /**
   * Restarts the server on its port whenever it ends without having been told to, and takes it
   * along when this process ends without calling stop().
   */
  keepRunning() {
    process.once('exit', this.#takeAlong);
    void this.#watch();
  }

  async #watch() {
    for (let failures = 0; !this.#isStopping;) {
      await pause(250);
      if (this.#isStopping || isAlive(this.pid)) continue;
      if (performance.now() - this.#runsSinceMs > steadyAfterMs) failures = 0;
      this.say(`PostgreSQL (pid ${this.pid}) ended unexpectedly: restarting it`);
      await sleep(patienceMs[Math.min(failures++, patienceMs.length - 1)]);
      if (this.#isStopping) return;
      this.#restarting = this.#restart();
      await this.#restarting;
    }
  }

  async #restart() {
    try {
      // An adopted server was launched by another process: we have not looked for programs yet.
      this.postgres ??= reachableBinaries(runsAs(this.instance.folder), this.say).postgres;
      const failure = await this.#launch(this.port);
      this.say(failure ?? `PostgreSQL runs again (pid ${this.pid}, port ${this.port})`);
    } catch (error) {
      this.say(`PostgreSQL could not be restarted: ${error.message}`);
    }
  }

  async stop() {
    this.#isStopping = true;
    process.off('exit', this.#takeAlong);
    await this.#restarting;
    if (isAlive(this.pid)) await stopProcess(this.pid, this.say);
  }
}

/** A pause that does not keep the process alive. */
const pause = (ms) => new Promise((done) => setTimeout(done, ms).unref());
