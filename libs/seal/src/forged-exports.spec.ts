/** Exports forged around the evidence: its container, its programs, its names, its keys. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  DoesNotFit,
  growthVerdict,
  readZip,
  recordText,
  verdict,
  verifyCaseFile,
  verifyGrowth,
} from '@taizhang/seal/offline';
import { eventAt, exported, headOver, newKey, rotation, subtreesOf } from './case-file.fixtures';
import { signText } from './head';
import { offlineVerifier } from './offline-verifier.text';
import { consistencyProof } from './tree';
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

/** Of the whole ledger, behind its first three events. */
async function growthText(): Promise<string> {
  const [older, newer] = [await headOver(ledger.slice(0, 3), key), await headOver(ledger, key)];
  const hashes = await consistencyProof(3, ledger.length, subtreesOf(ledger));
  const plain = ({ text, signature }: typeof older) => ({ text, signature });
  const proof = {
    format: 'taizhang growth 1',
    ...{ older: plain(older), newer: plain(newer), keys: [] },
    proof: hashes.map((hash) => hash.toString('hex')),
  };
  return `${JSON.stringify(proof, null, 1)}\n`;
}

describe('A proof that the ledger only grew', () => {
  it('is held against the root that somebody kept, or tells which one it is about', async () => {
    const file = withText(new Map(), 'growth.json', await growthText());
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

describe('The program', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'taizhang-verifier-'));
    mkdirSync(join(folder, 'case'));
    for (const [name, bytes] of genuine) writeFileSync(join(folder, 'case', name), bytes);
    writeFileSync(join(folder, 'case.ZIP'), zipped(genuine));
    writeFileSync(join(folder, 'verify (1).mjs'), offlineVerifier);
    symlinkSync('verify (1).mjs', join(folder, 'check.mjs'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], { cwd: folder }).then(
      ({ stdout }) => ({ code: 0, told: stdout }),
      ({ code, stderr, stdout }) => ({ code, told: `${stdout}${stderr}` }),
    );

  it('runs under any name: one that does nothing would have accepted', async () => {
    for (const name of ['verify (1).mjs', 'check.mjs']) {
      const accepted = await run(name, 'case.ZIP', '--key', key.publicKey.toUpperCase());
      expect(accepted).toMatchObject({ code: 0, told: expect.stringMatching(/^ACCEPTED\./) });
      const other = await run(name, 'case', `--key=${newKey().publicKey}`);
      expect(other).toMatchObject({
        code: 1,
        told: expect.stringMatching(/^DOES NOT FIT.*\n不符/),
      });
    }
  });

  it('from its input, and by a Node that is older than its way to ask for files', async () => {
    const args = ['case', '--key', newKey().publicKey];
    const piped = spawn(process.execPath, ['--input-type=module', '-', ...args], { cwd: folder });
    piped.stdin.end(offlineVerifier);
    expect(await once(piped, 'close')).toEqual([1, null]);
    const older = 'data:text/javascript,delete process.getBuiltinModule';
    expect((await run('--import', older, 'verify (1).mjs', ...args)).code).toBe(1);
  });

  it('and with the byte order mark of an editor', async () => {
    writeFileSync(join(folder, 'marked.mjs'), `\ufeff${offlineVerifier}`);
    const other = await run('marked.mjs', 'case', `--key=${newKey().publicKey}`);
    expect(other).toMatchObject({ code: 1, told: expect.stringMatching(/^DOES NOT FIT/) });
  });

  it('takes a case for no proof of growth, whatever is in it by whose name', async () => {
    const page = { name: 'index.html', bytes: Buffer.from('<h1>founded</h1>') };
    const own = { name: 'own.zip', bytes: Buffer.from('') };
    const growth = { name: 'growth.json', bytes: Buffer.from(await growthText()) };
    writeFileSync(join(folder, 'own.zip'), zipOf([growth, own, page]));
    mkdirSync(join(folder, 'events.json'));
    writeFileSync(join(folder, 'events.json/events.json'), growth.bytes);
    writeFileSync(join(folder, 'events.json/index.html'), page.bytes);
    for (const place of ['own.zip', 'events.json']) {
      const told = await run('check.mjs', place, '--key', key.publicKey);
      expect(told).toMatchObject({ code: 2, told: expect.stringContaining('There is no seal') });
    }
  });

  it('takes no argument that it does not know, and no second case', async () => {
    const pinned = ['--key', key.publicKey];
    for (const args of [['case', '--keys', key.publicKey], ['case', 'case', ...pinned], pinned]) {
      expect((await run('check.mjs', ...args)).code).toBe(2);
    }
    expect((await run('check.mjs', 'case', '--root', key.publicKey)).code).toBe(2);
    expect((await run('check.mjs', 'case')).code).toBe(3);
  });

  it('tells of a folder in the folder', async () => {
    mkdirSync(join(folder, 'case/more'));
    expect((await run('check.mjs', 'case', '--key', key.publicKey)).told).toMatch(
      /VERIFIED: more\//,
    );
  });
});
