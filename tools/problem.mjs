/**
 * A start-up failure the reader can act on: what, why, what to do. It is printed as a sentence;
 * anything else that is thrown is a fault of ours and keeps its stack trace.
 */
export class Problem extends Error {}

const systemReasons = {
  EACCES: 'you may not use it; it may have been made by another user',
  EPERM: 'you may not use it; it may have been made by another user',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
};

/** Thrown by the platform with a sentence for whoever runs it. */
const forPeople = ['ConfigurationError', 'MasterKeyUnusable'];

const isForPeople = (error) =>
  error instanceof Problem || forPeople.includes(error?.constructor?.name);

/**
 * Runs a command's main function and turns what its user can mend into a sentence and exit code 1.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const reason = error.path && systemReasons[error.code];
    if (reason) console.error(`${error.path} cannot be used: ${reason}.`);
    else console.error(isForPeople(error) ? error.message : error);
    process.exitCode = 1;
  }
}
