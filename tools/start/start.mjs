// Brings the parts up in order and takes them down in the opposite order.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { usableDataDir } from '../data-dir.mjs';
import { openDatabase } from '../database.mjs';
import { root } from '../deps.mjs';
import { isCommand, lockInTurn } from '../lock.mjs';
import { isFree } from '../port.mjs';
import { Problem } from '../problem.mjs';
import { announce, runningPlatform } from '../runtime.mjs';
import { Shutdown } from './shutdown.mjs';

/** @param {{ empty: boolean }} options  empty: no demonstration data */
export async function start({ empty }) {
  const startedAt = performance.now();
  const say = (line) => console.log(`  ${line}`);
  const shutdown = new Shutdown(say);
  try {
    const url = await bringUp({ empty, say, shutdown });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`\nTaizhang runs at ${url} (started in ${seconds} s). Stop it with Ctrl-C.`);
    await shutdown.asked;
  } catch (error) {
    if (!shutdown.wasAsked) throw explain(error);
  } finally {
    await shutdown.undoAll();
  }
}

async function bringUp({ empty, say, shutdown }) {
  const port = wantedPort();
  const dataDir = usableDataDir();
  const lock = await lockDataDir(dataDir, port, { say, shutdown });
  shutdown.later(() => lock.release());
  if (port !== 0 && !(await isFree(port))) throw portTaken(port);
  await shutdown.unlessAsked(() => build({ apps: ['platform', 'portal'], say }));
  const startPlatform = await loadPlatform();
  const database = await openDatabase({ dataDir, say });
  shutdown.later(() => database.stop());
  const options = {
    port,
    databaseUrl: database.url,
    dataDir,
    demo: !empty,
    onProgress: say,
    portalFolder: join(root, 'dist/apps/portal'),
  };
  const platform = await shutdown.unlessAsked(() => startPlatform(options));
  shutdown.later(() => platform.stop());
  shutdown.later(announce(dataDir, { url: platform.url, databaseUrl: database.url }));
  return platform.url;
}

function wantedPort() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Problem(
    `PORT must be a number from 1 to 65535, or 0 for any free one; it is "${text}".`,
  );
}

/** A service manager may start us while a command is at work. */
async function lockDataDir(dataDir, port, { say, shutdown }) {
  const url = port === 0 ? undefined : `http://127.0.0.1:${port}`;
  const business = { command: 'npm start', url };
  const lock = await lockInTurn(dataDir, business, { waitsFor: isCommand, say, shutdown });
  if (!lock.heldBy) return lock;
  const { pid } = lock.heldBy;
  const running = runningPlatform(dataDir)?.url;
  const what = running ? `Taizhang runs already at ${running}` : starting(lock.heldBy);
  throw new Problem(
    `${what} (pid ${pid}), with the data in ${relative(process.cwd(), dataDir) || '.'}. ` +
      'Stop it first, or start a second one with DATA_DIR=<another folder> PORT=<another port>.',
  );
}

const starting = ({ command, url }) =>
  url ? `Taizhang is being started at ${url}` : `"${command}" is at work`;

const portTaken = (port) =>
  new Problem(
    `Port ${port} is used by another program. Choose another one: PORT=${port + 1} npm start`,
  );

/** A race with another program for the port ends here, everything else is as it was thrown. */
const explain = (error) => (error.code === 'EADDRINUSE' ? portTaken(error.port) : error);

async function loadPlatform() {
  process.env.NODE_ENV ??= 'production';
  process.setSourceMapsEnabled(true);
  const main = join(root, 'dist/apps/platform/main.mjs');
  if (!existsSync(main)) throw new Problem('There is no apps/platform to start.');
  const { startPlatform } = await import(pathToFileURL(main).href);
  return startPlatform;
}
