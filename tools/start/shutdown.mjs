import { sleep } from '../process.mjs';

/** One Ctrl-C arrives twice: from the terminal and, passed on, from npm. */
const echoMs = 1000;
/** A part that does not stop must not keep the database from being stopped properly. */
const patienceMs = 20_000;

/**
 * Knows when the process was asked to end (SIGINT, SIGTERM, SIGHUP, or the parent that holds a
 * channel to us is gone) and what must be undone before. A second signal does not wait for that.
 */
export class Shutdown {
  #undo = [];
  #askedAtMs = 0;
  #tellAsked;

  /** @param {(line: string) => void} say */
  constructor(say) {
    this.say = say;
    const ask = () => this.#ask();
    for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, ask);
    this.asked = new Promise((tell) => (this.#tellAsked = tell));
    if (process.env.npm_lifecycle_event) askWhenOrphaned(ask);
  }

  get wasAsked() {
    return this.#askedAtMs > 0;
  }

  #ask() {
    if (!this.wasAsked) {
      this.#askedAtMs = performance.now();
      this.say('stopping ...');
      this.#tellAsked();
    } else if (performance.now() - this.#askedAtMs > echoMs) {
      process.exit(1); // the database is told to stop by its exit hook
    }
  }

  /** @param {() => unknown} undo  what was done last is undone first */
  later(undo) {
    this.#undo.unshift(undo);
  }

  /**
   * Takes a step of the start, unless the process is asked to end before or during it.
   * @template T
   * @param {() => Promise<T>} step
   * @returns {Promise<T>}
   */
  async unlessAsked(step) {
    const stopped = this.asked.then(() => Promise.reject(new Error('stopped while starting')));
    return Promise.race(this.wasAsked ? [stopped] : [stopped, step()]);
  }

  /** Undoes everything; what fails is said and does not keep the rest from being undone. */
  async undoAll() {
    for (const undo of this.#undo.splice(0)) {
      try {
        await Promise.race([undo(), tooLong()]);
      } catch (error) {
        this.say(`something did not stop properly: ${error.message}`);
      }
    }
  }
}

const tooLong = async () => {
  await sleep(patienceMs);
  throw new Error(`no end after ${patienceMs / 1000} s`);
};

/** npm passes a signal on to the shell it runs us in, and not every shell passes it on to us. */
function askWhenOrphaned(ask) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    ask();
  }, 500);
  watch.unref();
}
