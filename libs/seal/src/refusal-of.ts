/** What somebody must look at before anything is signed again, as a refusal. */
import { PositionBeyondHead } from '@taizhang/kernel';
import { isOfAlteredTables, refusedIfAltered } from './altered-tables';
import { HeadsUnreadable } from './heads-file';
import { SealRefused, withAdvice } from './refusal';
import { SealKeyUnusable } from './signing-keys';

/** Anything else is answered as it is: it passes, or is a mistake of the program. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof HeadsUnreadable) return new SealRefused('heads-differ', error.message);
  if (error instanceof SealKeyUnusable) return new SealRefused('key-missing', error.message);
  if (isOfAlteredTables(error)) return refusedIfAltered(error);
  // A store that counts in bytes is asked to read from where one of its events began.
  if (error instanceof PositionBeyondHead && error.head >= error.after) {
    const sentence = `No event begins at position ${error.after}, where one was taken in.`;
    return new SealRefused('end-altered', withAdvice(sentence));
  }
  if (error instanceof PositionBeyondHead) {
    const advice = 'An older state of the log was put back, or its end is missing.';
    return new SealRefused('log-ends-early', `${error.message}. ${advice}`);
  }
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  // A server that cannot be reached has such a code as well; that passes.
  if (code === undefined || syscall === 'connect' || !ofFolders.has(code)) return error;
  const sentence = `Keys and heads cannot be kept in the data folder: ${message}.`;
  return new SealRefused('folder-unusable', sentence);
}

const ofFolders = new Set([
  'EACCES',
  'EDQUOT',
  'EIO',
  'EISDIR',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);
