// The EventStoreDB under torture: its double in a process of its own, or a server that somebody
// started, with the command that kills it and starts it again.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../deps.mjs';
import { Problem } from '../problem.mjs';
import { sleep } from '../process.mjs';

const main = join(root, 'libs/event-log/eventstoredb/testing/double/main.mjs');

/**
 * @typedef {object} EventStore
 * @property {string} url
 * @property {string} what  for the report
 * @property {(downMs: number) => Promise<void>} kill  it comes back at the same address
 * @property {(forMs: number) => Promise<void>} freeze
 * @property {() => void} stop
 */

/** @param {string} file  the log of the double @returns {Promise<EventStore>} */
export const openEventStore = (file) =>
  process.env.EVENTSTORE_URL ? given(process.env.EVENTSTORE_URL) : double(file);

async function given(url) {
  const restart = process.env.EVENTSTORE_RESTART;
  if (!restart) {
    throw new Problem(
      'EVENTSTORE_URL names a server of yours. Set EVENTSTORE_RESTART to the command that kills ' +
        'it and starts it again, or unset EVENTSTORE_URL to torture the double.',
    );
  }
  const kill = async () => void (await promisify(execFile)('sh', ['-c', restart]));
  return { url, what: 'a server of its own', kill, freeze: kill, stop() {} };
}

async function double(file) {
  let child;
  const start = async (port = '0') => {
    const options = { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] };
    child = fork(main, [port, file], options);
    const [{ url }] = await once(child, 'message');
    return url;
  };
  const url = await start();
  const [, port] = /:(\d+)/.exec(url);
  return {
    ...{ url, what: 'the double' },
    async kill(downMs) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await sleep(downMs);
      await start(port);
    },
    async freeze(forMs) {
      child.kill('SIGSTOP');
      await sleep(forMs);
      child.kill('SIGCONT');
    },
    stop: () => child.kill('SIGKILL'),
  };
}
