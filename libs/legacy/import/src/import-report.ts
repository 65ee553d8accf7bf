/** What an import did, for people and for programs. */
import type { Instant } from '@taizhang/kernel';
import type { RejectedRow } from './rows/row-reader';

/** How often something occurred, with the first few rows of it. */
export type Occurrences = Readonly<{
  reason: string;
  count: number;
  examples: readonly Readonly<{ row: number; detail: string }>[];
}>;

export type UnknownWord = Readonly<{ field: string; word: string; count: number }>;

/** `rowsRead` is always `eventsWritten + eventsThere + rowsRejected`. */
export type ImportReport = Readonly<{
  source: string;
  file: string;
  /** Nothing was written: `eventsWritten` says what would have been, were the ledger empty. */
  dryRun: boolean;
  /** False when it was stopped before the end of the file. */
  finished: boolean;
  /** Number of the last row done; the header line is row 1. */
  lastRow: number;
  rowsRead: number;
  rowsRejected: number;
  rejected: readonly Occurrences[];
  /** Where the rejected rows are; null when there are none. */
  rejectedFile: string | null;
  eventsWritten: number;
  /** Rows that an earlier import recorded, or that it left behind as done. */
  eventsThere: number;
  /** Events beside those of the rows: lodgings of cases that begin in the middle. */
  inferredLodgings: number;
  cases: number;
  customers: number;
  people: number;
  /** Rows recorded although our lifecycle would have refused them. */
  irregularRows: number;
  irregular: readonly Occurrences[];
  /** Words of the ledger that the mapping gives no meaning. */
  unknownWords: readonly UnknownWord[];
  /** Texts longer than the ledger takes. */
  textsCut: number;
  firstAt: Instant | null;
  lastAt: Instant | null;
  durationMs: number;
  rowsPerSecond: number;
}>;

const exampleCount = 5;
/** Different words remembered; a column of free text has no end of them. */
const maxWords = 200;

export class Tally {
  private readonly counted = new Map<
    string,
    { count: number; examples: Occurrences['examples'][number][] }
  >();
  total = 0;

  add(reason: string, row: number, detail: string) {
    const entry = this.counted.get(reason) ?? { count: 0, examples: [] };
    this.counted.set(reason, entry);
    this.total++;
    entry.count++;
    if (entry.examples.length < exampleCount) entry.examples.push({ row, detail });
  }

  /** The most frequent first. */
  occurrences(): readonly Occurrences[] {
    return [...this.counted]
      .map(([reason, entry]) => ({ reason, ...entry }))
      .sort((a, b) => b.count - a.count);
  }
}

/** Collects what goes into the report while rows go by. */
export class ImportTally {
  readonly rejected = new Tally();
  readonly irregular = new Tally();
  rowsRead = 0;
  lastRow = 0;
  written = 0;
  there = 0;
  inferred = 0;
  textsCut = 0;
  firstAt: Instant | null = null;
  lastAt: Instant | null = null;
  private readonly words = new Map<string, { field: string; word: string; count: number }>();

  reject({ row, kind, reason }: RejectedRow) {
    this.rejected.add(kind, row, reason);
  }

  happened(at: Instant) {
    if (this.firstAt === null || at < this.firstAt) this.firstAt = at;
    if (this.lastAt === null || at > this.lastAt) this.lastAt = at;
  }

  unknownWord(field: string, word: string) {
    const known = this.words.get(`${field}\u0000${word}`);
    if (known) known.count++;
    else if (this.words.size < maxWords) {
      this.words.set(`${field}\u0000${word}`, { field, word, count: 1 });
    }
  }

  unknownWords(): readonly UnknownWord[] {
    return [...this.words.values()].sort((a, b) => b.count - a.count);
  }
}
