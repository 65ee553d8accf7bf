/** Why nothing is signed: each a thing that a person must look at. */
export const refusalCodes = [
  /** The log is shorter than a head that was signed. */
  'log-ends-early',
  /** The log is not the one that a head was signed over. */
  'other-log',
  /** What was taken in last is not there any more. */
  'end-altered',
  /** Two events stand at one position: one was added in the database. */
  'position-shared',
  /** Tables of the log or of the seals are not as they were made. */
  'tables-altered',
  /** The kept hashes were changed. */
  'tree-altered',
  /** The database and the file hold different heads. */
  'heads-differ',
  'false-signature',
  'key-missing',
  /** Heads or keys cannot be written to the data folder, or not be read there. */
  'folder-unusable',
  'nothing-sealed',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** Nothing is signed until a person has looked; the message says why. */
export class SealRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** What is kept is not what was written; nothing more is built on it, and nothing proven by it. */
export class KeptTreeAltered extends SealRefused {
  constructor(sentence: string) {
    super('tree-altered', withAdvice(sentence));
  }
}

/** What to do where the kept tree and the log do not go together. */
export const withAdvice = (sentence: string): string =>
  `${sentence} Run "taizhang verify". If the log was copied into another store, ` +
  '"taizhang seal rebuild" finds its events there.';
