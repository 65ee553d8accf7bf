// What DATA_DIR remembers about its PostgreSQL: which instance, where its data lies, its port and
// the password that was drawn for it. Readable by the owner of DATA_DIR only.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.mjs';
import { chooseFolder } from './place.mjs';

/**
 * @typedef {{ instance: string, folder: string, user: string, password: string, port?: number,
 *   initialised?: boolean }} Instance
 */

const fileIn = (dataDir) => join(dataDir, 'postgres.json');

/**
 * The instance that belongs to a DATA_DIR; a new one when it has none yet.
 * @param {string} dataDir an existing folder, absolute
 * @returns {Instance}
 */
export function instanceOf(dataDir) {
  const file = fileIn(dataDir);
  if (existsSync(file)) return known(JSON.parse(readFileSync(file, 'utf8')), file);
  const folder = join(dataDir, 'postgres');
  if (existsSync(join(folder, 'PG_VERSION'))) {
    throw new Problem(
      `${folder} holds a database, but ${file} with its password is missing. ` +
        'Restore that file from a backup, or choose another DATA_DIR.',
    );
  }
  const instance = randomBytes(8).toString('hex');
  const password = randomBytes(24).toString('base64url');
  const made = {
    instance,
    folder: chooseFolder({ dataDir, instance }),
    user: 'taizhang',
    password,
  };
  remember(dataDir, made);
  return made;
}

/** @param {string} dataDir which need not exist @returns whether a database was ever made for it */
export function isInitialised(dataDir) {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')).initialised === true;
  } catch {
    return false;
  }
}

/** A database that was there and is gone must not be replaced silently by an empty one. */
function known(instance, file) {
  if (instance.initialised && !existsSync(join(instance.folder, 'PG_VERSION'))) {
    throw new Problem(
      `The database of this DATA_DIR should be in ${instance.folder} and is not there. ` +
        `Restore it from a backup, or delete ${file} to begin with an empty one.`,
    );
  }
  return instance;
}

/**
 * @param {string} dataDir
 * @param {Instance} instance
 */
export function remember(dataDir, instance) {
  const file = fileIn(dataDir);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

/** @param {Instance} instance @param {number} port */
export const urlOf = ({ user, password }, port) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
