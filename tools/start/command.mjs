import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { dataDirPath, usableDataDir } from '../data-dir.mjs';
import { openDatabase } from '../database.mjs';
import { root } from '../deps.mjs';
import { lockInTurn } from '../lock.mjs';
import { isInitialised } from '../postgres/instance.mjs';
import { Problem } from '../problem.mjs';
import { sleep } from '../process.mjs';
import { runningPlatform } from '../runtime.mjs';
import { Shutdown } from './shutdown.mjs';

/** How long a command may take to end after Ctrl-C. */
const patienceMs = 5000;
/** Another command, or a start, is waited for. */
const secondsMax = 60;

/**
 * Runs one command of apps/cli. Standard output belongs to the command; what we say goes to
 * standard error.
 * @param {string[]} argv
 */
export async function runCommand(argv) {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOver);
  const say = (line) => console.error(`  ${line}`);
  const shutdown = new Shutdown(say);
  try {
    await build({ apps: ['cli'], say });
    const runCli = await loadCli();
    const dataDir = dataDirPath();
    const name = `taizhang ${argv[0]}`;
    const databaseUrl = ({ begins }) => reachDatabase({ dataDir, begins, name, say, shutdown });
    const stop = new AbortController();
    const masterKey = process.env.VAULT_MASTER_KEY;
    const secrets = masterKey ? { masterKey } : {};
    const command = runCli({ argv, dataDir, databaseUrl, signal: stop.signal, ...secrets });
    await Promise.race([command, shutdown.asked]);
    stop.abort();
    process.exitCode = await Promise.race([command, sleep(patienceMs).then(() => 130)]);
  } finally {
    await shutdown.undoAll();
  }
}

async function loadCli() {
  process.env.NODE_ENV ??= 'production';
  process.setSourceMapsEnabled(true);
  const main = join(root, 'dist/apps/cli/main.mjs');
  if (!existsSync(main)) throw new Problem('There is no apps/cli to run.');
  const { runCli } = await import(pathToFileURL(main).href);
  return runCli;
}

/**
 * The database that DATABASE_URL names; else that of the running platform; else one for as long as
 * the command runs.
 */
async function reachDatabase({ dataDir, begins, name, say, shutdown }) {
  if (!process.env.DATABASE_URL) {
    const platform = runningPlatform(dataDir);
    if (platform) return platform.databaseUrl;
    if (!begins && !isInitialised(dataDir)) throw noLedger(dataDir);
    usableDataDir();
    let seconds = 0;
    const waitsFor = () => !runningPlatform(dataDir) && seconds++ < secondsMax;
    const lock = await lockInTurn(dataDir, { command: name }, { waitsFor, say, shutdown });
    if (lock.heldBy) {
      const begun = runningPlatform(dataDir);
      if (begun) return begun.databaseUrl;
      throw inUse(dataDir, lock.heldBy);
    }
    shutdown.later(() => lock.release());
  }
  const database = await openDatabase({ dataDir, say });
  shutdown.later(() => database.stop());
  return database.url;
}

/** One made now would be empty, and `verify` would find that all of it is well. */
const noLedger = (dataDir) =>
  new Problem(
    `There is no ledger in ${dataDir}: no database was ever made there. Set DATA_DIR to the ` +
      'folder of the ledger, or DATABASE_URL to its PostgreSQL. npm start begins a new one.',
  );

const inUse = (dataDir, { command, pid }) =>
  new Problem(
    `The data in ${dataDir} is in use by "${command}" (pid ${pid}). Try again when it is done.`,
  );

/** `taizhang ... | head` closes our output early: what is being done is done all the same. */
function passOver(error) {
  if (error.code !== 'EPIPE') throw error;
}
