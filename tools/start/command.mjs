import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { usableDataDir } from '../data-dir.mjs';
import { openDatabase } from '../database.mjs';
import { root } from '../deps.mjs';
import { takeLock } from '../lock.mjs';
import { Problem } from '../problem.mjs';
import { sleep } from '../process.mjs';
import { runningPlatform } from '../runtime.mjs';
import { Shutdown } from './shutdown.mjs';

/** How long a command may take to end after Ctrl-C. */
const patienceMs = 5000;

/**
 * Runs one command of apps/cli. Standard output belongs to the command; what we say goes to
 * standard error.
 * @param {string[]} argv
 */
export async function runCommand(argv) {
  process.stdout.on('error', endQuietly);
  const say = (line) => console.error(`  ${line}`);
  const shutdown = new Shutdown(say);
  try {
    await build({ apps: ['cli'], say });
    const runCli = await loadCli();
    const dataDir = usableDataDir();
    const database = needsNoDatabase(argv)
      ? {}
      : await reachDatabase({ dataDir, argv, say, shutdown });
    const stop = new AbortController();
    const masterKey = process.env.VAULT_MASTER_KEY;
    const secrets = masterKey ? { masterKey } : {};
    const command = runCli({ argv, dataDir, signal: stop.signal, ...database, ...secrets });
    await Promise.race([command, shutdown.asked]);
    stop.abort();
    process.exitCode = await Promise.race([command, sleep(patienceMs).then(() => 130)]);
  } finally {
    await shutdown.undoAll();
  }
}

const offline = ['help', '--help', '-h', '--version', '--dry-run'];
const needsNoDatabase = (argv) => argv.length === 0 || argv.some((arg) => offline.includes(arg));

async function loadCli() {
  process.env.NODE_ENV ??= 'production';
  process.setSourceMapsEnabled(true);
  const main = join(root, 'dist/apps/cli/main.mjs');
  if (!existsSync(main)) throw new Problem('There is no apps/cli to run.');
  const { runCli } = await import(pathToFileURL(main).href);
  return runCli;
}

/** The database of the running platform; else one for as long as the command runs. */
async function reachDatabase({ dataDir, argv, say, shutdown }) {
  const platform = runningPlatform(dataDir);
  if (platform) return { databaseUrl: platform.databaseUrl, platformUrl: platform.url };
  if (!process.env.DATABASE_URL) {
    const lock = await waitForLock(dataDir, `taizhang ${argv[0]}`, say);
    shutdown.later(() => lock.release());
  }
  const database = await openDatabase({ dataDir, say });
  shutdown.later(() => database.stop());
  return { databaseUrl: database.url };
}

/** Another command ends soon. */
async function waitForLock(dataDir, command, say) {
  for (let attempt = 1; ; attempt++) {
    const lock = takeLock(dataDir, { command });
    if (!lock.heldBy) return lock;
    const holder = `"${lock.heldBy.command}" (pid ${lock.heldBy.pid})`;
    if (attempt === 1) say(`waiting for ${holder} to finish ...`);
    if (attempt === 60) {
      throw new Problem(
        `The data in ${dataDir} is in use by ${holder}. Try again when it is done.`,
      );
    }
    await sleep(1000);
  }
}

/** `taizhang ... | head` closes our output early, which is no error of ours. */
function endQuietly(error) {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
