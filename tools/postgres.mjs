// Runs the PostgreSQL that npm installed: for `npm start` durably in DATA_DIR, for tests thrown
// away afterwards. Nothing is downloaded, nothing runs as root, nothing listens beyond loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from './problem.mjs';
import { instanceOf } from './postgres/instance.mjs';
import { Server } from './postgres/server.mjs';
import { settingsFor } from './postgres/settings.mjs';

/**
 * @typedef {(line: string) => void} Say
 * @typedef {{ url: string, stop: () => Promise<void> }} Running
 */

/**
 * Starts the PostgreSQL of a DATA_DIR, or adopts the one that a killed process of ours left
 * running, and keeps it running until `stop`. The caller makes sure (lock.mjs) that no other
 * process does so for the same DATA_DIR.
 * @param {{ dataDir: string, settings?: Record<string, string>, say?: Say }} options
 * @returns {Promise<Running & { pid: () => number, adopted: boolean }>}
 */
export async function startPostgres({ dataDir, settings, say = console.log }) {
  const server = serverOf({
    dataDir,
    settings: settingsFor({ durable: true, extra: settings }),
    say,
  });
  const adopted = await server.adopt();
  if (!adopted) await server.start({ durable: true });
  server.keepRunning();
  return { url: server.url, pid: () => server.pid, adopted, stop: () => server.stop() };
}

/**
 * Starts a PostgreSQL for tests: nothing is synced to disk, and nothing of it remains, not even
 * when the process that started it is killed.
 * @param {{ settings?: Record<string, string>, say?: Say }} [options]
 * @returns {Promise<Running>}
 */
export async function startThrowawayPostgres({ settings, say = () => {} } = {}) {
  const dataDir = mkdtempSync(join(throwawayPlace(), 'taizhang-test-'));
  chmodSync(dataDir, 0o755); // root's PostgreSQL runs as another user, who must get in
  const server = serverOf({
    dataDir,
    settings: settingsFor({ durable: false, extra: settings }),
    say,
  });
  const { folder } = server.instance;
  const elsewhere = dirname(folder) === realpathSync(dataDir) ? [] : [dirname(folder)];
  const undertaker = buryWhenWeAreGone(folder, [dataDir, ...elsewhere]);
  await server.start({ durable: false });
  const stop = async () => {
    const buried = once(undertaker, 'exit');
    undertaker.ref();
    undertaker.stdin.end();
    await buried;
  };
  return { url: server.url, stop };
}

const memory = { folder: '/dev/shm', bytesMin: 2 ** 30 };

/**
 * In memory where Linux has a folder there with room: most of what making and dropping a database
 * costs is making and dropping some hundred files. The tests take about a quarter of a gigabyte.
 */
function throwawayPlace() {
  try {
    accessSync(memory.folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory.folder);
    if (bavail * bsize >= memory.bytesMin) return memory.folder;
  } catch {
    // Not on this system, or not for us.
  }
  return tmpdir();
}

function serverOf({ dataDir, settings, say }) {
  if (process.platform === 'win32') {
    throw new Problem(
      'The bundled PostgreSQL is started on Linux and macOS only. ' +
        'On Windows set DATABASE_URL to a PostgreSQL server (17 or newer), or use WSL.',
    );
  }
  mkdirSync(dataDir, { recursive: true });
  const root = realpathSync(dataDir);
  const instance = instanceOf(root);
  const { folder } = instance;
  if (folder !== join(root, 'postgres')) {
    say(`the database lies in ${folder}, because PostgreSQL's user cannot enter ${root}`);
  }
  return new Server({
    dataDir: root,
    instance,
    logFile: join(root, 'postgres.log'),
    settings,
    say,
  });
}

/**
 * Its input ends when we close it or die, be it in the middle of a start: then it stops the server
 * and removes the folders.
 */
function buryWhenWeAreGone(dataFolder, folders) {
  const script = `read -r _
    if pid=$(head -n 1 "$0/postmaster.pid"); then
      for _ in $(seq 200); do kill -QUIT "$pid" || break; sleep 0.05; done
    fi
    rm -rf -- "$@"`;
  const undertaker = spawn('/bin/sh', ['-c', script, dataFolder, ...folders], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  undertaker.unref();
  undertaker.stdin.unref();
  return undertaker;
}
