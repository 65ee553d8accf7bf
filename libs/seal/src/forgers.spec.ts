/** Forgers who have read the verifier's source, each with one idea. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DoesNotFit, readZip, recordText, verdict, verifyCaseFile } from '@taizhang/seal/offline';
import {
  eventAt,
  exported,
  headOver,
  newKey,
  rotation,
  subtreesOf,
  withPersonal,
} from './case-file.fixtures';
import { signText } from './head';
import { offlineVerifier } from './offline-verifier.text';
import { inclusionProof } from './tree';
import { zipOf } from './zip';

type Files = Map<string, Uint8Array>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- forgers keep no types.
type Anything = any;

const key = newKey();
const [lodged, lodgedKey] = withPersonal(eventAt(1, 'complaint-1', 0, { kind: 'outage' }), {
  statement: '自周日起停电。',
});
const ledger = [
  eventAt(0, 'contact-1', 0, { channel: 'hotline' }),
  lodged,
  eventAt(2, 'complaint-2', 0, { other: true }),
  eventAt(3, 'complaint-1', 1, { note: 'called back' }),
  eventAt(4, 'contact-1', 1, { closed: true }),
  eventAt(5, 'complaint-1', 2, { outcome: 'founded' }),
  eventAt(6, 'complaint-3', 0, { other: true }),
];
const eventKeys = new Map([[lodged.id, lodgedKey]]);
let genuine: Files;
beforeAll(async () => {
  genuine = await exported({ ledger, key, eventKeys });
});

const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name));
const withText = (files: Files, name: string, text: string): Files =>
  new Map([...files, [name, new TextEncoder().encode(text)]]);
const withJson = (name: string, change: (value: Anything) => void): Files => {
  const value = JSON.parse(textOf(genuine, name)) as Anything;
  change(value);
  return withText(genuine, name, `${JSON.stringify(value, null, 1)}\n`);
};
const events = (change: (events: Anything[]) => void) =>
  withJson('events.json', (value) => change(value.events));
const seal = (change: (seal: Anything) => void) => withJson('seal.json', change);
const told = (files: Files, pinned: string | undefined = key.publicKey) =>
  verifyCaseFile(files, pinned).then(
    () => 'accepted',
    (error: Error) => `${error instanceof DoesNotFit ? '' : 'broken: '}${error.message}`,
  );

describe('The offline verifier', () => {
  it('accepts what was exported, and shows what the event key opens', async () => {
    const verified = await verifyCaseFile(genuine, key.publicKey);
    expect(verified.events.map(({ place }) => place)).toEqual([0, 1, 3, 4, 5]);
    expect(verified.events[1]!.data).toEqual({ kind: 'outage', statement: '自周日起停电。' });
    expect(verdict(verified, key.publicKey)).toMatch(/^ACCEPTED\. 5 records of complaint-1/);
    expect(recordText(verified.events[1]!)).toContain('statement: "自周日起停电。"');
  });

  it('tells of records that are dated after the head over them was signed', async () => {
    const dated = (index: number, recordedAt: string) =>
      ({ ...eventAt(index, 'complaint-1', index, {}), recordedAt }) as typeof lodged;
    const soon = dated(0, '2026-01-05T08:00:59.000Z');
    for (const [late, tells] of [
      [dated(1, '2026-01-05T08:01:01.000Z'), true] as const,
      [dated(1, soon.recordedAt), false] as const,
    ]) {
      const files = await exported({ ledger: [soon, late], key, streams: ['complaint-1'] });
      const said = verdict(await verifyCaseFile(files, key.publicKey), key.publicKey);
      expect(said.includes('DATES DO NOT AGREE: 1 records')).toBe(tells);
      expect(said.includes('日期不符：1 条')).toBe(tells);
    }
  });

  it('says whose key it believed when none was named', async () => {
    const verified = await verifyCaseFile(genuine);
    expect(verdict(verified)).toContain(`NO KEY WAS NAMED`);
    expect(verdict(verified)).toContain(key.publicKey);
  });

  it('reads the .zip as exported, and no other', async () => {
    const zip = zipOf([...genuine].map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) })));
    expect(await told(readZip(zip))).toBe('accepted');
    const lying = Buffer.from(zip);
    // The directory names another file than the entry: an unpacking program would show that one.
    lying.write('indey.html', lying.lastIndexOf('index.html'));
    expect(() => readZip(lying)).toThrow(DoesNotFit);
    for (const cut of [0, 1, 40, zip.length - 1]) {
      expect(() => readZip(zip.subarray(0, cut))).toThrow(DoesNotFit);
    }
  });

  it('accepts every head that a key of the chain signed in its turn', async () => {
    const [second, third] = [newKey(), newKey()];
    const rotations = [
      await rotation(ledger.slice(0, 3), key, second),
      await rotation(ledger.slice(0, 5), second, third),
    ];
    const files = await exported({ ledger, key: third, eventKeys, rotations });
    for (const { publicKey } of [key, second, third]) {
      expect(await told(files, publicKey)).toBe('accepted');
    }
    expect(await told(files, newKey().publicKey)).toContain('has not signed this');
  });

  it('is exported as it is here', () => {
    const source = readFileSync(join(__dirname, '../offline/src/verify.mjs'), 'utf8');
    // Otherwise: node tools/case-file.mjs
    expect(offlineVerifier).toBe(source);
  });
});

describe('A byte altered', () => {
  it.each(['events.json', 'seal.json', 'index.html'])('anywhere in %s', async (name) => {
    const bytes = genuine.get(name)!;
    const step = Math.max(1, Math.floor(bytes.length / 150));
    for (let at = 0; at < bytes.length; at += step) {
      const broken = Uint8Array.from(bytes);
      broken[at]! ^= 1;
      expect([at, await told(new Map([...genuine, [name, broken]]))]).not.toEqual([at, 'accepted']);
    }
  });

  it.each(['id', 'type', 'stream', 'at', 'recordedAt', 'by', 'context', 'data'])(
    'in the %s of an event names the event',
    async (field) => {
      const forged = events((list) => (list[2][field] = `${list[2][field]} `));
      expect(await told(forged)).toMatch(/^event 3 of the file .*is not what was sealed/);
    },
  );
});

describe('Events', () => {
  it.each<[string, (list: Anything[]) => void, RegExp]>([
    ['dropped at the end', (list) => list.pop(), /complaint-1 ended at revision 2; 2 is missing/],
    [
      'dropped inside',
      (list) => list.splice(2, 1),
      /event 4 .*revision 1 of complaint-1 is missing/,
    ],
    ['dropped with all of the stream', (list) => list.splice(0, 1), /revision 0 of contact-1/],
    ['twice', (list) => list.splice(3, 0, list[2]), /event 4 .*out of order or here twice/],
    ['exchanged', (list) => list.splice(0, 2, list[1], list[0]), /event 2 .*out of order/],
    ['none', (list) => list.splice(0), /is missing/],
    ['index out of range', (list) => (list[4].place = 7), /event 5 .*not what was sealed/],
    ['another index', (list) => (list[2].place = 2), /event 3 .*not what was sealed/],
    ['index as text', (list) => (list[2].place = '3'), /event 3 of the file: place/],
    ['revision as text', (list) => (list[2].revision = '1'), /event 3 of the file: revision/],
    ['negative index', (list) => (list[0].place = -1), /place is not as it must be/],
    ['fraction', (list) => (list[0].place = 0.5), /place is not as it must be/],
    ['no proof', (list) => (list[2].proof = []), /event 3 .*not what was sealed/],
    ['longer proof', (list) => list[2].proof.push('00'.repeat(32)), /event 3 .*not what was/],
    ['endless proof', (list) => (list[2].proof = Array(999).fill('00'.repeat(32))), /proof/],
    ['proof of another', (list) => (list[2].proof = list[1].proof), /event 3 .*not what was/],
    ['a field more', (list) => (list[0].note = 'believe me'), /exactly the fields/],
    ['another key for the words', (list) => (list[1].key = '11'.repeat(32)), /does not open/],
    ['a key for nothing', (list) => (list[0].key = '11'.repeat(32)), /event 1 .*does not open/],
    ['version as truth', (list) => (list[0].version = true), /version is not as it must be/],
  ])('%s', async (_, change, sentence) => {
    expect(await told(events(change))).toMatch(sentence);
  });

  it('of the ledger, but of a case that was not exported', async () => {
    const proof = await inclusionProof(2, ledger.length, subtreesOf(ledger));
    const forged = events((list) => {
      const { position: _, ...other } = ledger[2]!;
      const hashes = proof.map((hash) => hash.toString('hex'));
      const { id, type, version, at, recordedAt, by, context, data } = other;
      list.splice(2, 0, {
        ...{ place: 2, stream: other.stream, revision: 0, id, type, version },
        ...{ at, recordedAt, by, context, data, proof: hashes, key: null },
      });
    });
    expect(await told(forged)).toMatch(/event 3 .*of a stream not in this file/);
  });

  it('that were never sealed', async () => {
    const forged = events((list) => list.push({ ...list[4], place: 6, revision: 3 }));
    expect(await told(forged)).toMatch(/event 6 .*not what was sealed/);
  });
});

describe('JSON', () => {
  it.each<[string, (text: string) => string]>([
    ['a name given twice', (text) => text.replace('"place": 0', '"place": 9,\n   "place": 0')],
    ['__proto__', (text) => text.replace('"place": 0', '"__proto__": {},\n   "place": 0')],
    ['a number written otherwise', (text) => text.replace('"place": 0', '"place": 0.0')],
    ['space', (text) => `${text} `],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['nothing', () => ''],
    ['null', () => 'null\n'],
    ['nesting without end', () => `${'['.repeat(200_000)}${']'.repeat(200_000)}\n`],
  ])('with %s', async (_, change) => {
    for (const name of ['events.json', 'seal.json']) {
      const text = textOf(genuine, name);
      if (change(text) === text) continue;
      const verdict = await told(withText(genuine, name, change(text)));
      expect(verdict).toMatch(/altered|exactly the fields|not as it must be/);
    }
  });

  it('that is not UTF-8', async () => {
    const bytes = Buffer.concat([genuine.get('events.json')!, Buffer.from([0xff])]);
    expect(await told(new Map([...genuine, ['events.json', bytes]]))).toMatch(/altered/);
  });

  it('that is larger than any case file', async () => {
    const huge = { length: 2 ** 40 } as Uint8Array;
    expect(await told(new Map([...genuine, ['x', huge]]))).toMatch(/^broken: This is larger/);
  });

  it('that holds more values than any case file is not parsed', async () => {
    const brackets = `[${'[],'.repeat(6_000_000)}[]]\n`;
    for (const name of ['events.json', 'seal.json']) {
      expect(await told(withText(genuine, name, brackets))).toMatch(/^broken: This is larger/);
    }
    // The first quotation mark makes what is text of what is none, and the other way round.
    const hidden = brackets.replace('[', 'x"\n  {\n"a": [');
    expect(await told(withText(genuine, 'events.json', hidden))).toMatch(/^broken: This is larger/);
    const text = `${JSON.stringify('[],{\\"'.repeat(1_000_000))}\n`;
    expect(await told(withText(genuine, 'events.json', text))).toMatch(/exactly the fields/);
  });
});

describe('Heads and keys', () => {
  it.each<[string, (head: Anything) => void, RegExp]>([
    ['another root', (head) => (head.text = head.text.replace(/root ..../, 'root 0000')), /false/],
    ['another size', (head) => (head.text = head.text.replace('size 7', 'size 8')), /false/],
    ['size 0', (head) => (head.text = head.text.replace('size 7', 'size 0')), /false/],
    ['leading zero', (head) => (head.text = head.text.replace('size 7', 'size 07')), /not a head/],
    ['something behind', (head) => (head.text += 'note x\n'), /not a head/],
    ['no signature', (head) => (head.signature = ''), /signature is not as it must be/],
    ['false signature', (head) => (head.signature = '0'.repeat(128)), /signature of the head/],
  ])('%s', async (_, change, sentence) => {
    expect(await told(seal(({ head }) => change(head)))).toMatch(sentence);
  });

  it('everything signed anew with a self-made key is told by the key one believes', async () => {
    const forged = await exported({ ledger: ledger.slice(0, 6), key: newKey() });
    expect(await told(forged)).toContain('has not signed this');
    expect(verdict(await verifyCaseFile(forged))).toContain('NO KEY WAS NAMED');
  });

  it('a self-made key that claims to be the successor, or the predecessor', async () => {
    const own = newKey();
    const unconfirmed = await rotation(ledger.slice(0, 3), own, key);
    // Anybody can sign over our key; that we confirm it they cannot sign.
    const { head: _, ...confirming } = await headOver(ledger.slice(0, 3), own);
    for (const rotations of [
      [{ ...unconfirmed, confirming }],
      [{ introducing: confirming, confirming: unconfirmed.introducing }],
    ]) {
      expect(await told(await exported({ ledger, key: own, rotations }))).not.toBe('accepted');
    }
  });

  it('a key that was replaced signs nothing any more', async () => {
    const rotations = [await rotation(ledger.slice(0, 3), key, newKey())];
    expect(await told(await exported({ ledger, key, rotations }))).toMatch(/had no turn/);
  });

  it('a statement of another head, case or key', async () => {
    const other = await exported({ ledger: ledger.slice(0, 6), key, eventKeys });
    const { statement } = JSON.parse(textOf(other, 'seal.json'));
    expect(await told(seal((value) => (value.statement = statement)))).toMatch(/another head/);
    expect(await told(withJson('events.json', (value) => (value.case = 'complaint-9')))).toMatch(
      /another case/,
    );
    const forged = seal((value) => {
      value.statement.text = value.statement.text.replace('complaint-1 2', 'complaint-1 1');
      value.statement.signature = signText(value.statement.text, newKey().privateKey);
    });
    expect(await told(forged)).toMatch(/signature of the statement is false/);
  });

  it('a page that says something else', async () => {
    const page = textOf(genuine, 'index.html').replace('founded', 'unfounded');
    expect(await told(withText(genuine, 'index.html', `${page}<!-- -->`))).toMatch(/index\.html/);
    expect(await told(new Map([...genuine].filter(([name]) => name !== 'index.html')))).toMatch(
      /index\.html/,
    );
  });

  it('a file that nobody exported is told to be none of it', async () => {
    const { others } = await verifyCaseFile(withText(genuine, 'readme.txt', 'x'), key.publicKey);
    expect(others).toEqual(['readme.txt']);
  });
});
