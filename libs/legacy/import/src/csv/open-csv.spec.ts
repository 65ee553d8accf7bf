import { Folder } from '../import.fixtures';
import { defaultCsvOptions, type CsvOptions } from './csv-options';
import { openCsv, rowsOf } from './open-csv';

let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

async function read(content: string | Uint8Array, options: Partial<CsvOptions> = {}) {
  const path = folder.write('ledger.csv', content);
  const file = await openCsv(path, { ...defaultCsvOptions, ...options });
  const rows: unknown[] = [];
  for await (const page of rowsOf(file, { pageBytes: 5 })) {
    rows.push(...page.map((row) => [row.row, 'broken' in row ? row.broken : row.fields]));
  }
  return { encoding: file.encoding, header: file.header, rows };
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** GB18030 of characters, found by decoding every pair of bytes there is. */
function gb18030(text: string): Uint8Array {
  const pairs = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1) pairs.set(character, [lead, trail]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((one) => (one < '\x80' ? [one.charCodeAt(0)] : pairs.get(one)!)),
  );
}

test('rows are numbered as a spreadsheet numbers them: the header line is row 1', async () => {
  const { header, rows } = await read('工单号,环节\r\n1,登记\r\n2,派单\r\n');
  expect(header).toEqual({ file: 'ledger.csv', names: ['工单号', '环节'], width: 2 });
  expect(rows).toEqual([
    [2, ['1', '登记']],
    [3, ['2', '派单']],
  ]);
});

test('without a header line the first row is a row', async () => {
  const { header, rows } = await read('1,登记\n2,派单\n', { header: false });
  expect(header.names).toBeNull();
  expect(rows).toEqual([
    [1, ['1', '登记']],
    [2, ['2', '派单']],
  ]);
});

test('GB18030, cut anywhere between two bytes of a character', async () => {
  const { rows } = await read(gb18030('号,环节\n1,登记停电\n'), { encoding: 'gb18030' });
  expect(rows).toEqual([[2, ['1', '登记停电']]]);
});

test('UTF-16 in both directions', async () => {
  const text = '号,环节\n1,登记\n';
  expect((await read(utf16(text), { encoding: 'utf-16le' })).rows).toEqual([[2, ['1', '登记']]]);
  const swapped = utf16(text).swap16();
  expect((await read(swapped, { encoding: 'utf-16be' })).rows).toEqual([[2, ['1', '登记']]]);
});

test.each([
  ['utf-8', Buffer.from('\uFEFF号,环节\n1,登记\n')],
  ['utf-16le', utf16('\uFEFF号,环节\n1,登记\n')],
  ['utf-16be', utf16('\uFEFF号,环节\n1,登记\n').swap16()],
])(
  'a byte-order mark of %s wins over the mapping and is no part of a name',
  async (name, bytes) => {
    const { encoding, header, rows } = await read(bytes, { encoding: 'gb18030' });
    expect(encoding).toBe(name);
    expect(header.names).toEqual(['号', '环节']);
    expect(rows).toEqual([[2, ['1', '登记']]]);
  },
);

test('other delimiters and quotes', async () => {
  const semicolons = await read("a;b\n1;'x;''y'''\n", { delimiter: ';', quote: "'" });
  expect(semicolons.rows).toEqual([[2, ['1', "x;'y'"]]]);
  const tabs = await read('a\tb\n1\t"x\n', { delimiter: '\t', quote: 'none' });
  expect(tabs.rows).toEqual([[2, ['1', '"x']]]);
});

test('a header and nothing else is a ledger without rows', async () => {
  expect((await read('a,b\n')).rows).toEqual([]);
  expect((await read('a,b')).rows).toEqual([]);
});

test('repeated names stay repeated', async () => {
  expect((await read('a,b,a\n')).header.names).toEqual(['a', 'b', 'a']);
});

test.each([
  ['', 'ledger.csv is empty; a CSV with a header line is expected'],
  ['\n\r\n', 'ledger.csv is empty; a CSV with a header line is expected'],
  ['a,"b\n1,2\n', 'the first line of ledger.csv is broken: a quote opens'],
  ['a,b\0\n1,2\n', 'the first line of ledger.csv is not utf-8; write the right csv.encoding'],
  [gb18030('号,环节\n'), 'the first line of ledger.csv is not utf-8; write the right csv.encoding'],
  [utf16('号,环节\n'), 'the first line of ledger.csv is not utf-8; write the right csv.encoding'],
])('%#: a file that is no ledger is told at once', async (content, sentence) => {
  await expect(read(content)).rejects.toThrow(sentence);
});

test('a file that is not there, and a folder', async () => {
  const open = (path: string) => openCsv(path, defaultCsvOptions);
  await expect(open('/nowhere/x.csv')).rejects.toThrow(
    '/nowhere/x.csv cannot be read: there is no such file',
  );
  await expect(open(folder.path)).rejects.toThrow('is not a file; name the CSV itself');
});
