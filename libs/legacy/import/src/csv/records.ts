/**
 * Cuts a CSV into records with csv-parse, and goes on behind what is broken. csv-parse alone
 * stops at a wrong quote, or swallows everything up to the next one; here the line at which the
 * trouble starts is told as broken and reading begins anew on the line after it.
 */
import { parse, type Parser } from 'csv-parse';
import type { CsvOptions } from './csv-options';

/** `raw` is the record as it stands in the file, in UTF-8, its line break included. */
export type CsvRecord =
  Readonly<{ fields: readonly string[]; raw: Buffer }> | Readonly<{ broken: string; raw: Buffer }>;

export type RecordOptions = Readonly<{
  csv: Pick<CsvOptions, 'delimiter' | 'quote'>;
  /** Fields a record must have; the first record decides when it is not told. */
  width?: number;
  /** A longer record is broken, so that a quote nobody closes does not fill the memory. */
  maxRecordBytes?: number;
}>;

const newline = 0x0a;
/** So much of a line that was given up is kept to be shown. */
const maxRawBytes = 10_000;

/** Pages of records, in the order of the file. Blank lines are no records. */
export async function* records(
  chunks: AsyncIterable<Buffer>,
  options: RecordOptions,
): AsyncGenerator<readonly CsvRecord[]> {
  const reader = new RecordReader(options);
  for await (const chunk of chunks) yield await reader.feed(chunk);
  yield await reader.end();
}

class RecordReader {
  private readonly maxRecordBytes: number;
  private width: number | undefined;
  /** Everything behind the last record; the parser has seen it. */
  private tail: Buffer = Buffer.alloc(0);
  /** What the parser counts as the place where `tail` begins. */
  private tailStart = 0;
  /** A line that was given up and whose end has not come yet. */
  private givenUp: { broken: string; raw: Buffer } | null = null;
  private page: CsvRecord[] = [];
  private parser: Parser;

  constructor(private readonly options: RecordOptions) {
    this.width = options.width;
    this.maxRecordBytes = options.maxRecordBytes ?? 1024 * 1024;
    this.parser = this.newParser();
  }

  async feed(chunk: Buffer): Promise<readonly CsvRecord[]> {
    let rest: Buffer | null = this.givenUp ? this.goOnGivingUp(this.givenUp, chunk) : chunk;
    while (rest) {
      this.tail = this.tail.length === 0 ? rest : Buffer.concat([this.tail, rest]);
      const failure = await this.tell((done) => this.parser.write(rest, done));
      rest = failure ? this.restart(failure) : null;
    }
    return this.takePage();
  }

  async end(): Promise<readonly CsvRecord[]> {
    for (;;) {
      const failure = await this.tell((done) => this.parser.end(done));
      const rest = failure && this.restart(failure);
      if (rest) await this.feedAgain(rest);
      else break;
    }
    if (this.givenUp) this.page.push(this.givenUp);
    return this.takePage();
  }

  private async feedAgain(rest: Buffer) {
    const sofar = this.page;
    this.page = [];
    this.page = [...sofar, ...(await this.feed(rest))];
  }

  private takePage() {
    const { page } = this;
    this.page = [];
    return page;
  }

  /** One call of the parser; answers with the error that stopped it. */
  private tell(call: (done: (error?: Error | null) => void) => void): Promise<Error | null> {
    return new Promise((resolve) => {
      this.parser.once('error', resolve);
      call((error) => {
        this.parser.removeListener('error', resolve);
        // The stream tells the error once more after its callback.
        if (error) this.parser.on('error', () => undefined);
        resolve(error ?? null);
      });
    });
  }

  private newParser(): Parser {
    const { delimiter, quote } = this.options.csv;
    const parser = parse({
      delimiter,
      quote: quote === 'none' ? null : quote,
      escape: quote === 'none' ? null : quote,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: this.maxRecordBytes,
      // Collected here and not read from the stream, which loses them when it fails.
      on_record: (fields: string[], { bytes }: { bytes: number }) => {
        this.accept(fields, bytes);
        return null;
      },
    });
    parser.resume(); // Nothing comes out, but only a stream that is read can end.
    this.tailStart = 0;
    return parser;
  }

  private accept(fields: string[], end: number) {
    const raw = this.tail.subarray(0, end - this.tailStart);
    this.width ??= fields.length;
    // A quote that closes only in a later row joins both into one of the wrong width.
    if (fields.length !== this.width) {
      const sentence = `${fields.length} fields where ${this.width} belong`;
      if (lineEnd(raw) < raw.length - 1) throw new Error(sentence);
      this.page.push({ broken: sentence, raw });
    } else {
      this.page.push({ fields, raw });
    }
    this.tail = this.tail.subarray(raw.length);
    this.tailStart = end;
  }

  /** Gives up the first line behind the last record; answers what is to be read again. */
  private restart(failure: Error): Buffer | null {
    const tail = this.tail.subarray(contentStart(this.tail));
    const broken = sentenceOf(failure, this.maxRecordBytes);
    this.parser = this.newParser();
    this.tail = Buffer.alloc(0);
    return this.goOnGivingUp({ broken, raw: Buffer.alloc(0) }, tail);
  }

  /** Tells the line once its end has come; answers what stands behind it. */
  private goOnGivingUp({ broken, raw }: { broken: string; raw: Buffer }, bytes: Buffer) {
    const end = lineEnd(bytes) + 1;
    const line = {
      broken,
      raw: Buffer.concat([raw, bytes.subarray(0, end)]).subarray(0, maxRawBytes),
    };
    this.givenUp = end > bytes.length ? line : null;
    if (this.givenUp) return null;
    this.page.push(line);
    return bytes.subarray(end);
  }
}

/** Place of the line break that ends the line; the length where there is none. */
function lineEnd(bytes: Buffer): number {
  const end = bytes.indexOf(newline);
  return end === -1 ? bytes.length : end;
}

/** Blank lines before a record were skipped by the parser too. */
function contentStart(bytes: Buffer): number {
  let start = 0;
  while (bytes[start] === newline || bytes[start] === 0x0d) start++;
  return start;
}

function sentenceOf(failure: Error & { code?: string }, maxRecordBytes: number): string {
  switch (failure.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote opens in this line and is never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quote opens in this line and text follows where it closes';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote in the middle of a field that does not start with one';
    case 'CSV_MAX_RECORD_SIZE':
      return `longer than ${maxRecordBytes} characters, or a quote that is never closed`;
    default:
      return failure.message;
  }
}
