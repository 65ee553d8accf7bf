// What operators run beside the platform: the command line, and what it hands to others.
import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../deps.mjs';
import { temporaryDataDir } from '../platform-process.mjs';
import { startPostgres } from '../postgres.mjs';
import { instanceOf } from '../postgres/instance.mjs';

/** The one that is added to from the first act to the end. @param {string} dataDir */
export const backupOf = (dataDir) => `${dataDir}-backup`;

/**
 * @param {string} dataDir  of the ledger
 * @returns {import('./operators').Programs}
 */
export const programsOn = (dataDir) => ({
  backup: backupOf(dataDir),
  taizhang: (args, killedAfterMs = 0) => taizhang(dataDir, args, killedAfterMs),
  verifier: (folder, key) => ran([join(folder, 'verify.mjs'), folder, '--key', key]),
});

/**
 * Brings the backup up to date and restores it elsewhere, as after the loss of everything but it
 * and the keys.
 * @param {string} dataDir  of the ledger that was backed up
 * @param {object} how
 * @param {typeof import('./main')} how.parts
 * @param {string} [how.customer]  whose name must be legible
 * @returns {Promise<import('./evidence').Restored>}
 */
export async function restored(dataDir, { parts, customer }) {
  const other = temporaryDataDir();
  cpSync(join(dataDir, 'keys'), join(other, 'keys'), { recursive: true });
  const folder = backupOf(dataDir);
  const runs = [await taizhang(dataDir, ['backup', '--out', folder, '--quiet'])];
  const there = [
    ['restore', folder, '--quiet'],
    // Of another store no hashes come with the backup.
    ...(process.env.EVENT_LOG === 'eventstoredb' ? [['seal', 'now']] : []),
    ['verify', '--quiet'],
    ['rebuild', '--quiet'],
    ['audit', '--quiet'],
    ...(customer ? [['replay', customer, '--personal', '--json']] : []),
  ];
  const onPostgres = { EVENT_LOG: 'postgres', EVENTSTORE_URL: '' };
  for (const args of there) runs.push(await taizhang(other, args, 0, onPostgres));
  const database = await startPostgres({ dataDir: other, say: () => {} });
  const log = parts.postgresLog(database.url);
  const events = await parts.eventsOf(log).finally(() => database.stop());
  for (const place of [instanceOf(other).folder, other]) {
    rmSync(place, { recursive: true, force: true });
  }
  return { runs, events, archive: runs.at(-1).out };
}

/** The operator's command line. @param {number} killedAfterMs  0 for never */
function taizhang(dataDir, args, killedAfterMs = 0, variables = {}) {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ...variables };
  return ran([join(root, 'tools/taizhang.mjs'), ...args], env, killedAfterMs);
}

/** @returns {Promise<import('./evidence').Ran>} */
function ran(args, env = process.env, killedAfterMs = 0) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { out: '', err: '' };
  child.stdout.on('data', (data) => (told.out += data));
  child.stderr.on('data', (data) => (told.err += data));
  const killing = killedAfterMs && setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
  return new Promise((tell) =>
    child.once('close', (code) => {
      clearTimeout(killing);
      tell({ ...told, code: code ?? 1 });
    }),
  );
}
