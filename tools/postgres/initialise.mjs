// Makes the data folder of a new instance.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../problem.mjs';
import { makeParent } from './place.mjs';

/**
 * @param {import('./instance.mjs').Instance} instance
 * @param {{ initdb: string, runsAs: import('./place.mjs').RunsAs, durable: boolean }} options
 */
export function initialise(instance, { initdb, runsAs, durable }) {
  const { folder } = instance;
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  makeParent(folder);
  // A folder that is half made when we are killed must not be mistaken for a database, nor must
  // the initdb that outlives us write into the next one's.
  removeUnfinished(folder);
  const unfinished = `${folder}${unfinishedMark}${process.pid}`;
  for (const characters of ['C.UTF-8', 'C']) {
    const failure = tryInitdb(instance, {
      initdb,
      runsAs,
      durable,
      folder: unfinished,
      characters,
    });
    if (failure === undefined) return renameSync(unfinished, folder);
    if (characters === 'C') throw new Problem(`PostgreSQL could not be set up: ${failure}`);
  }
}

const unfinishedMark = '.unfinished.';

/** What killed starts left behind; an initdb still at work there fails by itself. */
function removeUnfinished(folder) {
  const parent = dirname(folder);
  const mark = `${basename(folder)}${unfinishedMark}`;
  for (const name of readdirSync(parent).filter((one) => one.startsWith(mark))) {
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Somebody is writing there at this moment: the next start removes it.
    }
  }
}

/**
 * Sorting and case come from PostgreSQL's own C.UTF-8, which is the same on every machine. The
 * system's character types serve only where PostgreSQL still asks for them (trigrams of Chinese
 * text), and not every system has the locale: hence the second attempt.
 */
function tryInitdb(instance, { initdb, runsAs, durable, folder, characters }) {
  rmSync(folder, { recursive: true, force: true });
  ownFolder(folder, runsAs);
  const passwordFile = join(folder, '..', `${instance.instance}.password`);
  writeFileSync(passwordFile, instance.password, { mode: 0o600 });
  if (runsAs.uid !== undefined) chownSync(passwordFile, runsAs.uid, runsAs.gid);
  const args = ['-D', folder, '-U', instance.user, `--pwfile=${passwordFile}`];
  args.push('-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--lc-ctype=${characters}`);
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  const { uid, gid } = runsAs;
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const result = spawnSync(initdb, args, { uid, gid, cwd: '/', env, encoding: 'utf8' });
  rmSync(passwordFile, { force: true });
  if (result.status === 0) return undefined;
  return result.error?.message ?? result.stderr.trim();
}

function ownFolder(folder, { uid, gid }) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (uid !== undefined) chownSync(folder, uid, gid);
}
