/**
 * Heads kept outside of the database, one JSON a line: what tells that an old backup was put back.
 * Lines are only ever added.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { headOf, type SignedHead } from './head';

export class HeadsUnreadable extends Error {}

export const headsFileIn = (dataDir: string): string => join(dataDir, 'seals', 'heads.ndjson');

/**
 * Every head of the file, oldest first and once; none without a file. Two processes that follow the
 * database at the same time each write what they find missing.
 * @param onFault is told of a line that is none, and the others are read
 * @throws HeadsUnreadable unless somebody is told
 */
export function readHeads(path: string, onFault?: (sentence: string) => void): SignedHead[] {
  if (!existsSync(path)) return [];
  const heads = new Map<string, SignedHead>();
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    // What a crash cut off was never promised to anybody; the sealer writes it again.
    if (!line.endsWith('\n')) break;
    try {
      heads.set(line, headIn(line, `${path}:${number}`));
    } catch (error) {
      if (!onFault) throw error;
      onFault((error as Error).message);
    }
  }
  return [...heads.values()];
}

/**
 * Heads that somebody else has held: a copy of the file, some lines of it or one, however its end
 * came over. @throws HeadsUnreadable also when there is none
 */
export function readHeldHeads(path: string): SignedHead[] {
  const lines = [...linesOf(path)]
    .map((line, index) => ({ line: line.trim(), where: `${path}:${index + 1}` }))
    .filter(({ line }) => line !== '');
  if (lines.length === 0) throw new HeadsUnreadable(`${path} holds no head.`);
  return lines.map(({ line, where }) => headIn(line, where));
}

/** Heads of a year are half a million: to wait for the disk after each would take an hour. */
const togetherMax = 1000;

/** Longer than any line. */
const tailBytes = 4096;

/** One by one, each with its end: after years all are longer than a string can be. */
function* linesOf(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  try {
    const [decoder, chunk] = [new StringDecoder(), Buffer.alloc(64 * 1024)];
    let line = '';
    for (let read; (read = readSync(file, chunk)) > 0;) {
      const [rest, ...begun] = decoder.write(chunk.subarray(0, read)).split('\n');
      line = line.slice(0, tailBytes) + rest;
      for (const next of begun) {
        yield `${line}\n`;
        line = next;
      }
    }
    if (line !== '') yield line;
  } finally {
    closeSync(file);
  }
}

/** The last head of the file, without reading the others. @throws HeadsUnreadable */
export function newestIn(path: string): SignedHead | undefined {
  if (!existsSync(path)) return undefined;
  const whole = wholeTailOf(path).split('\n').slice(0, -1);
  return whole.length === 0 ? undefined : headIn(whole.at(-1)!, path);
}

/** Adds heads and waits until they are on disk. */
export function addHeads(path: string, heads: readonly SignedHead[]): void {
  if (heads.length === 0) return;
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) wholeTailOf(path, { cut: true });
  const lines = heads.map(({ text, signature }) => `${JSON.stringify({ text, signature })}\n`);
  appendFileSync(path, lines.join(''), { flush: true });
}

/** The same however many there are: what came before a failure is on disk when it is told. */
export async function addEveryHead(path: string, heads: AsyncIterable<SignedHead>): Promise<void> {
  let some: SignedHead[] = [];
  try {
    for await (const head of heads) {
      if (some.push(head) < togetherMax) continue;
      addHeads(path, some);
      some = [];
    }
  } finally {
    addHeads(path, some);
  }
}

/** The end of the file up to its last line feed; `cut` throws away what stands behind. */
function wholeTailOf(path: string, { cut = false } = {}): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, tail, 0, tail.length, size - tail.length);
    const whole = tail.lastIndexOf('\n') + 1;
    if (cut && whole < tail.length) truncateSync(path, size - tail.length + whole);
    return tail.subarray(0, whole).toString();
  } finally {
    closeSync(file);
  }
}

function headIn(line: string, where: string): SignedHead {
  try {
    const { text, signature } = JSON.parse(line) as SignedHead;
    if (typeof signature === 'string' && headOf({ text })) return { text, signature };
  } catch {
    // Told below.
  }
  throw new HeadsUnreadable(`${where} is not a signed head: the file was altered.`);
}
