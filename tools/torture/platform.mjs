// The platform under torture: started again and again on the same data, as an operator would.
import { isAlive, until } from '../process.mjs';
import { endedUnasked, lastWords, spawnPlatform, whenUp } from '../platform-process.mjs';
import { runningPlatform } from '../runtime.mjs';

const readyMsMax = 300_000;
/** A platform that cannot be started is not started for ever: so many failures in a row. */
const failuresMax = 3;

/** The arguments and the script of each way to start it. */
const startOf = {
  embedded: [['--empty']],
  eventstoredb: [['--empty']],
  distributed: [['--empty', '--copies', '2'], 'start:distributed'],
};

export class Platform {
  starts = 0;
  /** Starts that failed although nobody killed them, each with its last words. */
  failures = [];
  #running;
  #isStruck = false;
  #inARow = 0;
  #firstWords = '';

  /**
   * @param {string} dataDir
   * @param {import('./plan').Way} way
   */
  constructor(dataDir, way) {
    this.dataDir = dataDir;
    this.way = way;
  }

  get pid() {
    return this.#running.child.pid;
  }

  /** Drawn when the first start appointed an administrator. */
  get oneTimePassword() {
    return /one-time password (\S+)/.exec(this.#firstWords)?.[1];
  }

  /** Addresses of the Kafka that belongs to it, undefined where it has none. */
  get brokers() {
    return /Kafka runs at (\S+)/.exec(this.#running.output)?.[1];
  }

  start() {
    this.starts += 1;
    this.#isStruck = false;
    const running = spawnPlatform(this.dataDir, ...startOf[this.way]);
    this.#running = running;
    void running.ended.then((code) => {
      this.failures.push(...endedUnasked(running.output));
      if (this.#running !== running || this.#isStruck) return;
      // With 0 it was asked to, by the same Ctrl-C that asked us.
      if (code !== 0) this.failures.push(`ended with ${code}: ${lastWords(running.output)}`);
      if (++this.#inARow < failuresMax) this.start();
    });
  }

  /** The next end is the killer's doing. */
  expectEnd() {
    this.#isStruck = true;
    return this.#running.ended;
  }

  /** @returns {import('../runtime.mjs').Runtime | undefined} where it runs at this moment */
  where() {
    return runningPlatform(this.dataDir);
  }

  /** Up, and answers that it can be used. */
  async whenReady() {
    const isReady = async () => {
      if (this.#inARow >= failuresMax) return true;
      const url = this.where()?.url;
      if (!url || !isAlive(this.pid)) return false;
      const signal = AbortSignal.timeout(5_000);
      return fetch(`${url}/health/ready`, { signal }).then(
        ({ status }) => status === 200,
        () => false,
      );
    };
    if (!(await until(isReady, { timeoutMs: readyMsMax, everyMs: 50 }))) {
      throw new Error(`The platform is not ready after ${readyMsMax / 1000} s`);
    }
    if (this.#inARow >= failuresMax) {
      throw new Error(`The platform does not start:\n${this.failures.at(-1)}`);
    }
    this.#inARow = 0;
    this.#firstWords ||= this.#running.output;
  }

  /** Asks it to end. @returns {Promise<void>} */
  async stop() {
    if (!this.#running || !isAlive(this.pid)) return;
    const running = this.#running;
    this.#isStruck = true;
    if (!this.where()) await whenUp(running, this.dataDir).catch(() => undefined);
    running.child.kill('SIGTERM');
    const code = await running.ended;
    if (code !== 0) this.failures.push(`did not stop cleanly (${code})`);
  }
}
