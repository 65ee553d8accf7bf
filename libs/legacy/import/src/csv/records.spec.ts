import fc from 'fast-check';
import { defaultCsvOptions } from './csv-options';
import { records, type RecordOptions } from './records';

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Records as fields, broken lines as `! why`, whatever pieces the file comes in. */
async function read(text: string, options: Partial<RecordOptions> = {}, pieceSize = 7) {
  const found: unknown[] = [];
  for await (const page of records(inPieces(text, pieceSize), {
    csv: defaultCsvOptions,
    ...options,
  })) {
    for (const record of page) {
      found.push('broken' in record ? `! ${record.broken}: ${record.raw}` : record.fields);
    }
  }
  return found;
}

test('line breaks of every kind, quotes and blank lines', async () => {
  expect(await read('a,b\r\n1,"x, ""y"""\r\n\r\n2,"two\nlines"\n')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"'],
    ['2', 'two\nlines'],
  ]);
});

test('a last line without a line break is a record', async () => {
  expect(await read('a,b\n1,2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a row of the wrong width is told, the next one read', async () => {
  expect(await read('a,b\n1\n2,3,4\n5,6\n')).toEqual([
    ['a', 'b'],
    '! 1 fields where 2 belong: 1\n',
    '! 3 fields where 2 belong: 2,3,4\n',
    ['5', '6'],
  ]);
});

test('a quote that nobody closes costs its own line and no other', async () => {
  expect(await read('a,b\n1,"2\n3,4\n5,6\n')).toEqual([
    ['a', 'b'],
    '! a quote opens in this line and is never closed: 1,"2\n',
    ['3', '4'],
    ['5', '6'],
  ]);
});

test('a quote that the next row seems to close costs its own line and no other', async () => {
  expect(await read('a,b\n1,"2\n"3",4\n5,6\n7,"8\n9,"x"\n')).toEqual([
    ['a', 'b'],
    '! a quote opens in this line and text follows where it closes: 1,"2\n',
    ['3', '4'],
    ['5', '6'],
    '! a quote opens in this line and text follows where it closes: 7,"8\n',
    ['9', 'x'],
  ]);
});

test('blank lines before a broken one are not the broken one', async () => {
  expect(await read('a,b\n\r\n\n1,"2\n3,4\n')).toEqual([
    ['a', 'b'],
    '! a quote opens in this line and is never closed: 1,"2\n',
    ['3', '4'],
  ]);
});

test('two rows joined by a quote are of the wrong width, and the second is read', async () => {
  expect(await read('a,b\n"1,2\n3","4",5\n6,7\n')).toEqual([
    ['a', 'b'],
    '! 3 fields where 2 belong: "1,2\n',
    '! a quote in the middle of a field that does not start with one: 3","4",5\n',
    ['6', '7'],
  ]);
});

test('a quote in the middle of a field is told; without quoting it is a character', async () => {
  expect(await read('a,b\n1,5" pipe\n2,3\n')).toEqual([
    ['a', 'b'],
    '! a quote in the middle of a field that does not start with one: 1,5" pipe\n',
    ['2', '3'],
  ]);
  const csv = { delimiter: ',', quote: 'none' };
  expect(await read('a,b\n1,5" pipe\n', { csv })).toEqual([
    ['a', 'b'],
    ['1', '5" pipe'],
  ]);
});

test('a field that never ends is given up at the limit, what follows is read', async () => {
  const endless = 'x'.repeat(5000);
  const found = await read(`a,b\n1,${endless}\n2,3\n4,"${endless}\n5,6\n`, { maxRecordBytes: 900 });
  const long = expect.stringContaining('longer than 900 characters');
  expect(found).toEqual([['a', 'b'], long, ['2', '3'], long, ['5', '6']]);
});

test('an empty file has no records', async () => {
  expect(await read('')).toEqual([]);
  expect(await read('\n\n')).toEqual([]);
});

test('what was written as CSV is read again, in pieces of any size', async () => {
  const field = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '电', ' '),
    maxLength: 6,
  });
  const rows = fc.array(fc.tuple(field, field, fc.constant('end')), { minLength: 1, maxLength: 8 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (table, pieceSize) => {
      const text = table.map((row) => row.map(quoted).join(',')).join('\n');
      expect(await read(text, {}, pieceSize)).toEqual(table);
    }),
  );
});

test('whatever the file, everything in it is in exactly one record, in order', async () => {
  const junk = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '电'), maxLength: 60 });
  const written = (text: string) => text.replace(/[\r\n]/g, '');
  await fc.assert(
    fc.asyncProperty(junk, fc.integer({ min: 1, max: 9 }), async (text, pieceSize) => {
      const raw: Buffer[] = [];
      for await (const page of records(inPieces(text, pieceSize), { csv: defaultCsvOptions })) {
        raw.push(...page.map((record) => record.raw));
      }
      expect(written(Buffer.concat(raw).toString())).toBe(written(text));
    }),
    { numRuns: 500 },
  );
});
