/** Opens the CSV of a legacy ledger: its encoding, its header, its rows. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CsvOptions, Encoding } from './csv-options';
import { decode, markedEncoding, type Decoding } from './decode';
import type { Header } from './header';
import { records, type CsvRecord } from './records';

/** The file cannot be read at all; the message is a sentence for its owner. */
export class UnreadableCsv extends Error {}

export type CsvFile = Readonly<{
  path: string;
  /** Bytes of the file when it was opened; what is added later is left for another day. */
  size: number;
  encoding: Encoding;
  options: CsvOptions;
  header: Header;
}>;

/** A row and its number as a spreadsheet shows it: the header line is row 1. */
export type CsvRow = CsvRecord & Readonly<{ row: number }>;

/** @throws UnreadableCsv */
export async function openCsv(path: string, options: CsvOptions): Promise<CsvFile> {
  const size = await sizeOf(path);
  const encoding = (await markedEncoding(path)) ?? options.encoding;
  const first = await firstRecord({ path, size, encoding, options });
  const file = basename(path);
  if (!first) throw new UnreadableCsv(`${file} is empty; a CSV with a header line is expected`);
  if ('broken' in first) {
    throw new UnreadableCsv(`the first line of ${file} is broken: ${first.broken}`);
  }
  const names = first.fields.map((name) => name.trim());
  if (names.some(unreadable)) {
    throw new UnreadableCsv(
      `the first line of ${file} is not ${encoding}; ` +
        'write the right csv.encoding (utf-8, gb18030, utf-16le, utf-16be)',
    );
  }
  const header = { file, names: options.header ? names : null, width: names.length };
  return { path, size, encoding, options, header };
}

/** Every row behind the header, page by page. */
export async function* rowsOf(
  { path, size, encoding, options, header }: CsvFile,
  reading: Pick<Decoding, 'pageBytes' | 'onBytes'> = {},
): AsyncGenerator<readonly CsvRow[]> {
  let row = 0;
  const chunks = decode({ path, size, encoding, ...reading });
  for await (const page of records(chunks, { csv: options, width: header.width })) {
    const rows = page.map((record) => ({ ...record, row: ++row }));
    yield options.header && rows[0]?.row === 1 ? rows.slice(1) : rows;
  }
}

/** NUL, and what stands for bytes that the encoding does not know. */
export const unreadable = (text: string) => /[\u0000\uFFFD]/.test(text); // eslint-disable-line no-control-regex

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new UnreadableCsv(`${path} cannot be read: ${why}`);
  });
  if (!found.isFile()) throw new UnreadableCsv(`${path} is not a file; name the CSV itself`);
  return found.size;
}

async function firstRecord(source: Omit<CsvFile, 'header'>): Promise<CsvRecord | undefined> {
  for await (const page of records(decode(source), { csv: source.options })) {
    if (page[0]) return page[0];
  }
  return undefined;
}
