/**
 * Imports a legacy ledger: reads the file page by page, makes events of its rows, hands the
 * rows of each case to the ledger together, and remembers how far it came.
 */
import { startingPoint, type ImportCheckpoints } from './checkpoints';
import { rowsOf, type CsvFile, type CsvRow } from './csv/open-csv';
import { eachOf } from './each-of';
import { ImportTally, type ImportReport } from './import-report';
import type { CaseRows, HistoryFact, LedgerWriter } from './ledger-writer';
import type { LedgerMapping } from './mapping/mapping.schema';
import { Newcomers } from './newcomers';
import { RejectedFile } from './rejected-file';
import { bitsOf, FingerprintCounter } from './rows/fingerprint-counter';
import { RowReader, type RejectedRow, type UnderstoodRow } from './rows/row-reader';

export type ImportProgress = Readonly<{
  rows: number;
  bytes: number;
  totalBytes: number;
  rowsPerSecond: number;
  /** Null as long as nothing can be said. */
  secondsLeft: number | null;
}>;

export type ImportOptions = Readonly<{
  file: CsvFile;
  mapping: LedgerMapping;
  /** Null for a dry run. */
  ledger: Readonly<{ writer: LedgerWriter; checkpoints: ImportCheckpoints }> | null;
  /** Where rejected rows are put; a dry run puts them nowhere. */
  rejectedPath: string;
  /** When aborted, the page in hand is finished and the import can be resumed behind it. */
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
  /** Bytes of the file in hand at a time. */
  pageBytes?: number;
  /** Cases written at the same time; the log commits them together. */
  concurrency?: number;
}>;

/** @throws what the ledger throws; everything before the page in hand is safe then */
export async function importLedger(options: ImportOptions): Promise<ImportReport> {
  const run = new ImportRun(options);
  try {
    return await run.toEnd();
  } finally {
    await run.close();
  }
}

class ImportRun {
  private readonly startedMs = performance.now();
  private readonly tally = new ImportTally();
  private readonly reader: RowReader;
  private readonly rejectedFile: RejectedFile | null;
  private readonly newcomers: Newcomers;
  private readonly cases = new FingerprintCounter();
  private bytes = 0;
  /** Where writing began: what is skipped before says nothing about the time left. */
  private writing: { sinceMs: number; bytes: number } | null = null;

  constructor(private readonly options: ImportOptions) {
    const { mapping, ledger, rejectedPath } = options;
    this.reader = new RowReader(mapping, {
      unknownWord: (field, word) => this.tally.unknownWord(field, word),
      textCut: () => this.tally.textsCut++,
    });
    this.rejectedFile = ledger ? new RejectedFile(rejectedPath) : null;
    this.newcomers = new Newcomers(mapping, ledger?.writer ?? null);
  }

  async toEnd(): Promise<ImportReport> {
    const { file, mapping, ledger, signal, pageBytes } = this.options;
    const name = { source: mapping.source, mapping: mapping.digest };
    const head = (await ledger?.writer.head()) ?? 0n;
    const known = (await ledger?.checkpoints.of(name)) ?? [];
    const start = await startingPoint(file, known, head);
    const reading = { onBytes: (bytes: number) => (this.bytes = bytes) };
    let finished = true;
    for await (const page of rowsOf(file, { ...reading, ...(pageBytes ? { pageBytes } : {}) })) {
      if (signal?.aborted) {
        finished = false;
        break;
      }
      await this.takePage(page, start.row);
      if (ledger && this.tally.lastRow > start.row) {
        const position = await ledger.writer.head();
        const { lastRow: row } = this.tally;
        await ledger.checkpoints.save(name, { ...start, bytes: file.size, row, position });
      }
      this.tell();
    }
    return this.report(finished);
  }

  async close() {
    await this.rejectedFile?.close();
  }

  /** @param doneRow rows up to this one were imported by an earlier run */
  private async takePage(page: readonly CsvRow[], doneRow: number) {
    const rejected: RejectedRow[] = [];
    const fresh: UnderstoodRow[] = [];
    for (const csvRow of page) {
      const row = this.reader.read(csvRow);
      if ('kind' in row) {
        rejected.push(row);
        continue;
      }
      this.tally.happened(row.fact.event.at);
      this.cases.see(...bitsOf(row.fact.event.data.complaintId));
      this.newcomers.count(row);
      if (csvRow.row > doneRow) fresh.push(row);
      else this.tally.there++;
    }
    if (fresh.length > 0) {
      this.writing ??= { sinceMs: performance.now(), bytes: this.bytes };
      await this.write(fresh);
    }
    await this.rejectedFile?.add(rejected);
    rejected.forEach((row) => this.tally.reject(row));
    this.tally.rowsRead += page.length;
    this.tally.lastRow = page.at(-1)?.row ?? this.tally.lastRow;
  }

  private async write(rows: readonly UnderstoodRow[]) {
    const { ledger, concurrency = 64 } = this.options;
    if (!ledger) {
      this.tally.written += rows.length;
      return;
    }
    await this.newcomers.register(rows, concurrency);
    const irregular: { row: number; reason: string }[] = [];
    await eachOf(byCase(rows), concurrency, async (caseRows) => {
      const outcome = await ledger.writer.recordCase(caseRows);
      this.tally.written += outcome.written;
      this.tally.there += outcome.repeated;
      if (outcome.inferred) this.tally.inferred++;
      irregular.push(...outcome.irregular);
    });
    const activities = new Map(rows.map(({ fact: { origin } }) => [origin.row, origin.activity]));
    for (const { row, reason } of irregular.sort((a, b) => a.row - b.row)) {
      this.tally.irregular.add(reason, row, activities.get(row) ?? '');
    }
  }

  private tell() {
    const { file, onProgress } = this.options;
    if (!onProgress) return;
    const { rowsRead: rows } = this.tally;
    const now = performance.now();
    const bytesPerMs = this.writing
      ? (this.bytes - this.writing.bytes) / Math.max(now - this.writing.sinceMs, 1)
      : 0;
    onProgress({
      rows,
      bytes: this.bytes,
      totalBytes: file.size,
      rowsPerSecond: (1000 * rows) / Math.max(now - this.startedMs, 1),
      secondsLeft: bytesPerMs > 0 ? (file.size - this.bytes) / bytesPerMs / 1000 : null,
    });
  }

  private report(finished: boolean): ImportReport {
    const { tally, options } = this;
    const { rowsRead, written, there, rejected, irregular } = tally;
    if (rowsRead !== written + there + rejected.total) {
      throw new Error(
        `Rows went missing: ${rowsRead} read, but ${written} written, ${there} there already ` +
          `and ${rejected.total} rejected. This is a fault of the program; please report it.`,
      );
    }
    const durationMs = Math.round(performance.now() - this.startedMs);
    return {
      source: options.mapping.source,
      file: options.file.path,
      dryRun: options.ledger === null,
      finished,
      lastRow: tally.lastRow,
      rowsRead,
      rowsRejected: rejected.total,
      rejected: rejected.occurrences(),
      rejectedFile: this.rejectedFile?.written ?? null,
      eventsWritten: written,
      eventsThere: there,
      inferredLodgings: tally.inferred,
      cases: this.cases.size,
      customers: this.newcomers.customers,
      people: this.newcomers.people,
      irregularRows: irregular.total,
      irregular: irregular.occurrences(),
      unknownWords: tally.unknownWords(),
      textsCut: tally.textsCut,
      firstAt: tally.firstAt,
      lastAt: tally.lastAt,
      durationMs,
      rowsPerSecond: Math.round((1000 * rowsRead) / Math.max(durationMs, 1)),
    };
  }
}

/** Rows of each case together, in the order of the file. */
function byCase(rows: readonly UnderstoodRow[]): readonly CaseRows[] {
  const cases = new Map<string, { first: UnderstoodRow; facts: HistoryFact[] }>();
  for (const row of rows) {
    const { complaintId } = row.fact.event.data;
    const known = cases.get(complaintId);
    if (known) known.facts.push(row.fact);
    else cases.set(complaintId, { first: row, facts: [row.fact] });
  }
  return [...cases.values()].map(({ first, facts }) => ({
    complaintId: first.fact.event.data.complaintId,
    rows: facts,
    inferredLodging: first.inferredLodging,
  }));
}
