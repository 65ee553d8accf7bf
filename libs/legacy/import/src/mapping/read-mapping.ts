/**
 * Reads a mapping file. Everything wrong with it is told at once, each with its place, so that
 * one look at the file mends it all.
 */
import { createHash } from 'node:crypto';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { csvOptionsSchema, defaultCsvOptions, type CsvOptions } from '../csv/csv-options';
import type { Header } from '../csv/header';
import { mappingSchema, type LedgerMapping } from './mapping.schema';
import { complaintsOf, type Complaint } from './problem-sentences';

/** Lines and columns count from 1. */
export type MappingProblem = Readonly<{
  file: string;
  line: number;
  column: number;
  sentence: string;
}>;

/** `mapping.yaml:12:9: what is wrong, what to write instead` */
export const problemLine = ({ file, line, column, sentence }: MappingProblem) =>
  `${file}:${line}:${column}: ${sentence}`;

export type ParsedMapping = Readonly<{
  /** How to read the CSV; the defaults where the mapping is wrong about it. */
  csv: CsvOptions;
  /**
   * The mapping, or everything that is wrong with it.
   * @param header null when the CSV could not be read: columns are not checked then
   */
  check(header: Header | null): { mapping: LedgerMapping } | { problems: MappingProblem[] };
}>;

/** @param text YAML 1.2, hence JSON too */
export function parseMapping(file: string, text: string): ParsedMapping {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, sentence: string): MappingProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), sentence };
  };
  const syntax = document.errors.map(({ code, message, pos }) =>
    at(pos[0], code === 'DUPLICATE_KEY' ? duplicate(text, pos[0]) : `not YAML: ${message}`),
  );
  const content = contentOf(document);
  const broken =
    document.errors.some(({ code }) => code !== 'DUPLICATE_KEY') || content === undefined;
  if (broken || !isMap(document.contents)) {
    const sentence = 'a mapping is a map of keys; start with "source: name-of-the-ledger"';
    const problems = syntax.length > 0 ? syntax : [at(0, sentence)];
    return { csv: defaultCsvOptions, check: () => ({ problems }) };
  }
  const options = csvOptionsSchema.safeParse((content as { csv?: unknown }).csv ?? {});
  return {
    csv: options.data ?? defaultCsvOptions,
    check(header) {
      // Columns cannot be told from a file that is read in the wrong way.
      const result = mappingSchema(options.success ? header : null).safeParse(content);
      const complaints = (result.error?.issues ?? []).flatMap((issue) =>
        complaintsOf(issue, (path) => valueAt(content, path)),
      );
      const located = complaints.map((one) => at(placeOf(document, one), one.sentence));
      const problems = [...syntax, ...located].sort(byPlace);
      if (problems.length > 0 || !result.success) return { problems };
      return { mapping: { ...result.data, digest: digestOf(content) } };
    },
  };
}

const byPlace = (a: MappingProblem, b: MappingProblem) => a.line - b.line || a.column - b.column;

const digestOf = (content: unknown) =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

function contentOf(document: Document): unknown {
  try {
    return document.toJS() as unknown;
  } catch {
    return undefined; // Aliases that explode; the document's errors or the caller tell.
  }
}

function duplicate(text: string, offset: number): string {
  const key = /^[^:\n]*/.exec(text.slice(offset))![0].trim();
  return `the key ${key} stands here a second time; keep one of the two`;
}

/** Steps into what the schema unfolded from a shorthand: they say what stands one step up. */
const unfolded: readonly PropertyKey[] = ['constant', 'event', 0];

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let value = content;
  for (const part of path) {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    if (inside) value = (value as Record<PropertyKey, unknown>)[part];
    else return unfolded.includes(part) ? value : undefined;
  }
  return value;
}

/** Offset of a key or a value; of the nearest thing around it where it is not there. */
function placeOf(document: Document, { path, about }: Complaint): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isSeq(node)) {
      node = (node.items[Number(part)] as Node | undefined) ?? null;
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (about === 'key' && depth === path.length - 1) node = (pair?.key ?? null) as Node | null;
      else node = (pair?.value ?? pair?.key ?? null) as Node | null;
    } else {
      break;
    }
    if (!node?.range) break;
    offset = node.range[0];
  }
  return offset;
}
