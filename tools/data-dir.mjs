// DATA_DIR: where everything lies that must survive a restart.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './deps.mjs';
import { Problem } from './problem.mjs';

/** The folder as an absolute path; it need not exist. */
export const dataDirPath = () => resolve(process.env.DATA_DIR || join(root, '.data'));

const advice = 'Choose another folder with DATA_DIR=<folder>.';

const reasons = {
  EACCES: 'you may not write to it',
  EPERM: 'you may not write to it',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
};

/**
 * Makes sure that DATA_DIR is a folder we can write to.
 * @returns {string} its absolute path
 */
export function usableDataDir() {
  const folder = dataDirPath();
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const reason = reasons[error.code] ?? error.message;
    throw new Problem(`The data folder ${folder} cannot be used: ${reason}. ${advice}`);
  }
  return folder;
}
