/** Exports forged around the evidence: its container, its programs, its names, its keys. */
import {
  DoesNotFit,
  growthVerdict,
  readZip,
  recordText,
  verdict,
  verifyCaseFile,
  verifyGrowth,
} from '@taizhang/seal/offline';
import { eventAt, exported, growthText, newKey, rotation } from './case-file.fixtures';
import { signText } from './head';
import { zipOf } from './zip';

type Files = Map<string, Uint8Array>;

const key = newKey();
const ledger = [
  eventAt(0, 'contact-1', 0, { channel: 'hotline' }),
  eventAt(1, 'complaint-1', 0, { statement: '停电' }),
  eventAt(2, 'complaint-2', 0, { other: true }),
  eventAt(3, 'complaint-1', 1, { outcome: 'founded' }),
];
const escape = '\u001b[2J\u001b[HACCEPTED.\n\u202e';
const zipped = (files: Files) =>
  zipOf([...files].map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) })));
const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name));
const withText = (files: Files, name: string, text: string): Files =>
  new Map([...files, [name, new TextEncoder().encode(text)]]);
const flipped = (bytes: Uint8Array, at: number) => {
  const broken = Uint8Array.from(bytes);
  broken[at]! ^= 1;
  return broken;
};
const refusalOf = (files: Files, pinned = key.publicKey) =>
  verifyCaseFile(files, pinned).then(
    () => 'accepted',
    (error: Error) => (error instanceof DoesNotFit ? error.message : `broken: ${error.stack}`),
  );

const refusalOfZip = async (bytes: Uint8Array): Promise<string> => {
  try {
    return await refusalOf(readZip(bytes));
  } catch (error) {
    return (error as Error).message;
  }
};

let genuine: Files;
beforeAll(async () => {
  genuine = await exported({ ledger, key });
});

describe('Every byte of an export is accounted for', () => {
  it('in a .zip, its directory and its dates as well', async () => {
    const texts = ['one', 'another', ''].map((text, index) => [`${'abc'[index]}.txt`, text]);
    const bytesOf = ([name, text]: string[]) => [name!, new TextEncoder().encode(text)] as const;
    const zip = zipped(new Map(texts.map(bytesOf)));
    expect([...readZip(zip).keys()]).toEqual(['a.txt', 'b.txt', 'c.txt']);
    for (let at = 0; at < zip.length; at++) {
      // What stands inside of a file is first looked at for itself.
      const refused = refusalOfZip(flipped(zip, at));
      expect([at, await refused]).toEqual([at, expect.stringMatching(/zip is not|no seal\.json/)]);
    }
    const whole = zipped(genuine);
    expect(await refusalOfZip(whole)).toBe('accepted');
    expect(await refusalOfZip(flipped(whole, 14))).toMatch(/zip is not as it was exported/);
    expect(await refusalOfZip(Buffer.concat([whole, Buffer.from('x')]))).toMatch(/zip is not/);
    expect(await refusalOfZip(Buffer.concat([Buffer.from('x'), whole]))).toMatch(/zip is not/);
  });

  it.each(['INDEX.HTML', 'index.html.', './index.html', 'index.html ', 'ındex.html', ''])(
    'in a .zip: no second page by the name "%s", which unpacking would put over the first',
    async (name) => {
      const page = new TextEncoder().encode('<h1>founded</h1>');
      expect(await refusalOfZip(zipped(new Map([...genuine, [name, page]])))).toMatch(/zip is not/);
      const note = zipped(new Map([...genuine, ['note.txt', page]]));
      expect(await refusalOfZip(note)).toBe('accepted');
    },
  );

  it.each(['verify.html', 'verify.mjs', 'index.html'])('%s', async (name) => {
    const bytes = genuine.get(name)!;
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 20)) {
      const forged = new Map([...genuine, [name, flipped(bytes, at)]]);
      expect(await refusalOf(forged)).toMatch(new RegExp(`^${name} is not the`));
    }
  });

  it('though without its verifiers it is none the worse', async () => {
    const evidence = [...genuine].filter(([name]) => !name.startsWith('verify'));
    expect(await refusalOf(new Map(evidence))).toBe('accepted');
  });

  it('or told to be none of it, as the programs of an earlier version are', async () => {
    const seal = JSON.parse(textOf(genuine, 'seal.json'));
    seal.statement.text = seal.statement.text
      .replace('case file 2', 'case file 1')
      .replace('file index.html', 'page')
      .replace(/file verify.* \w+\n/g, '');
    seal.statement.signature = signText(seal.statement.text, key.privateKey);
    const earlier = withText(genuine, 'seal.json', `${JSON.stringify(seal, null, 1)}\n`);
    const verified = await verifyCaseFile(earlier, key.publicKey);
    expect(verified.others).toEqual(['verify.html', 'verify.mjs']);
    expect(verdict(verified, key.publicKey)).toContain('NOT VERIFIED: verify.html, verify.mjs');
  });
});

describe('The first event that does not fit is named', () => {
  it('in a .zip as well', async () => {
    const zip = zipped(genuine);
    const forged = readZip(flipped(zip, zip.indexOf('"outcome') - 10));
    expect(await refusalOf(forged)).toMatch(/^event 3 of the file/);
  });

  it('whatever byte of events.json was flipped', async () => {
    const text = textOf(genuine, 'events.json');
    const bytes = genuine.get('events.json')!;
    const begins = [...text.matchAll(/^ {2}\{$/gm)].map(({ index }) =>
      Buffer.byteLength(text.slice(0, index)),
    );
    for (let at = 0; at < bytes.length; at += 7) {
      const number = begins.filter((begin) => begin <= at).length;
      const forged = new Map([...genuine, ['events.json', flipped(bytes, at)]]);
      const refusal = await refusalOf(forged);
      expect([at, refusal]).not.toEqual([at, 'accepted']);
      if (number === 0 || at > bytes.length - 8) continue;
      // The line feed before an event belongs to it.
      const due = begins[number] === at + 1 ? number + 1 : number;
      expect([at, refusal]).toEqual([at, expect.stringMatching(`^event ${due} of the file`)]);
    }
  });

  it('with a byte that is no text', async () => {
    const bytes = Buffer.from(genuine.get('events.json')!);
    bytes[bytes.indexOf('停电')] = 0xff;
    const forged = new Map([...genuine, ['events.json', bytes]]);
    expect(await refusalOf(forged)).toMatch(/^event 2 of the file is not JSON in UTF-8/);
  });
});

describe('A key that was replaced', () => {
  it('cannot sign another beginning, with the later keys shown beside it', async () => {
    const next = newKey();
    const rotations = [await rotation(ledger, key, next)];
    const invented = [eventAt(0, 'complaint-1', 0, { statement: 'invented' })];
    const streams = ['complaint-1'];
    const forged = await exported({ ledger: invented, key, rotations, streams });
    for (const pinned of [next.publicKey, key.publicKey]) {
      expect(await refusalOf(forged, pinned)).toMatch(/was replaced since/);
    }
  });
});

describe('What is printed', () => {
  it('moves no cursor and begins no line, whatever the forger called things', async () => {
    const events = JSON.parse(textOf(genuine, 'events.json'));
    events.events[0].stream = escape;
    const forged = withText(genuine, 'events.json', `${JSON.stringify(events, null, 1)}\n`);
    const refusal = await refusalOf(forged);
    expect(refusal).toContain('\\u{1b}[2J\\u{1b}[HACCEPTED.\\u{a}\\u{202e} revision 0');
    expect(refusal).not.toMatch(/[\p{Cc}\p{Cf}]/u);

    const verified = await verifyCaseFile(withText(genuine, escape, ''), key.publicKey);
    expect(verdict(verified, key.publicKey)).toContain('NOT VERIFIED: \\u{1b}[2J');
    const [event] = verified.events;
    const told = recordText({ ...event!, by: escape, data: { [escape]: 1 } });
    expect(told.split('\n')).toHaveLength(4);
    expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('says accepted, in either language, only under a key that was named', async () => {
    const verified = await verifyCaseFile(genuine);
    expect(verdict(verified)).toMatch(
      /^NOT ACCEPTED: IT FITS, BUT THE SIGNER IS UNKNOWN\. 3 records/,
    );
    expect(verdict(verified)).not.toContain('核验通过');
    const accepted = verdict(verified, key.publicKey);
    expect(accepted).toMatch(/^ACCEPTED\. 3 records/);
    expect(accepted).toContain('核验通过。complaint-1：3 条记录');
  });

  it('refuses in Chinese as well', async () => {
    const refused = verifyCaseFile(genuine, newKey().publicKey);
    await expect(refused).rejects.toMatchObject({ zh: expect.stringContaining('未签署此文件') });
  });
});

describe('A proof that the ledger only grew', () => {
  it('is held against the root that somebody kept, or tells which one it is about', async () => {
    const file = withText(new Map(), 'growth.json', await growthText(ledger, key, 3));
    const grown = await verifyGrowth(file, key.publicKey);
    const { older, newer } = grown;
    expect(growthVerdict(grown, key.publicKey)).toContain(
      `only if that one has the root\n  ${older.root}`,
    );
    const { root } = older;
    expect(growthVerdict(grown, key.publicKey, root)).not.toContain(root);
    await expect(verifyGrowth(file, key.publicKey, root)).resolves.toBeDefined();
    await expect(verifyGrowth(file, key.publicKey, newer.root)).rejects.toThrow('not yours');
  });
});
