/** The file of heads is read whatever has become of it. */
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, newKey } from './case-file.fixtures';
import { headText, signText, type SignedHead } from './head';
import { addEveryHead, readHeads, readHeldHeads } from './heads-file';

// Half a gigabyte of nothing, on a machine that others use.
jest.setTimeout(90_000);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-heads-'));
  file = join(folder, 'heads.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const { publicKey: key, privateKey } = newKey();
const lineOf = (size: number) => {
  const text = headText({ size, root: '0'.repeat(64), at, previous: null, key });
  return `${JSON.stringify({ text, signature: signText(text, privateKey) })}\n`;
};

it('every line of many, once, and not the one that a crash cut off', () => {
  const lines = Array.from({ length: 400 }, (_, size) => lineOf(size));
  writeFileSync(file, [...lines, lines[7], lineOf(400).slice(0, -1)].join(''));
  const heads = readHeads(file);
  expect(heads.map((head) => `${JSON.stringify(head)}\n`)).toEqual(lines);
  // Whoever was given a copy was given that one too.
  expect(readHeldHeads(file)).toHaveLength(402);
});

it('of a file that is longer than a string can be', () => {
  writeFileSync(file, lineOf(1));
  truncateSync(file, 2 ** 29 + 2 ** 20);
  appendFileSync(file, `\n${lineOf(2)}`);
  const faults: string[] = [];
  expect(readHeads(file, (fault) => faults.push(fault))).toHaveLength(2);
  expect(faults).toEqual([`${file}:2 is not a signed head: the file was altered.`]);
});

it('of heads that come one by one all that came before a failure are written', async () => {
  async function* some(): AsyncIterable<SignedHead> {
    for (let size = 0; size < 1500; size++) yield JSON.parse(lineOf(size)) as SignedHead;
    throw new Error('the next one does not follow');
  }
  await expect(addEveryHead(file, some())).rejects.toThrow('does not follow');
  expect(readHeads(file)).toHaveLength(1500);
});
