/** The page is put together from texts: what it runs must be a program still. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventAt, exported, newKey } from './case-file.fixtures';
import { verifierPage } from './verifier-page';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taizhang-page-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const page = verifierPage();
const [, program, ...more] = page.split(/<script type="module">|<\/script>/);

it('holds one program, and nothing that asks a network', () => {
  expect(more).toHaveLength(1);
  const file = join(folder, 'page.mjs');
  writeFileSync(file, program!);
  execFileSync(process.execPath, ['--check', file]);
  expect(page).toContain(`default-src 'none'`);
  expect(page).not.toMatch(/https?:|\bfetch\(|XMLHttpRequest|WebSocket/);
});

/** A document that has what the program asks for, and no more. */
const document = `
import { readFileSync } from 'node:fs';
const element = () => ({
  ...{ value: '', files: [], textContent: '', style: {}, heard: {} },
  append() {}, replaceChildren() {},
  addEventListener(name, listener) { this.heard[name] = listener; },
});
const elements = { key: element(), files: element() };
globalThis.document = {
  ...element(),
  createElement: element,
  getElementById: (id) => (elements[id] ??= element()),
};
const verdicts = [];
const hear = async (id, name, changes) => {
  Object.assign(elements[id], changes);
  await elements[id].heard[name]();
  verdicts.push(elements.verdict.textContent);
};
const fileOf = ([place, name]) => new File([readFileSync(place)], name);
`;

/** What the page tells after each step. */
function verdictsOf(steps: string): string[] {
  const file = join(folder, 'page.mjs');
  const tell = 'console.log(JSON.stringify(verdicts));';
  writeFileSync(file, `${document}\n${program}\n${steps}\n${tell}`);
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' })) as string[];
}

describe('The page', () => {
  const key = newKey();
  let places: string[][];
  beforeEach(async () => {
    const ledger = [eventAt(0, 'complaint-1', 0, { statement: '停电' })];
    const files = await exported({ ledger, key, streams: ['complaint-1'] });
    places = [...files].map(([name, bytes]) => {
      writeFileSync(join(folder, name), bytes);
      return [join(folder, name), name];
    });
  });

  const chosen = (all: string[][]) =>
    `await hear('files', 'change', { files: ${JSON.stringify(all)}.map(fileOf) });`;
  const typed = (value: string) => `await hear('key', 'input', { value: '${value}' });`;

  it('shows no verdict about another key than the one in its field', () => {
    const steps = [typed(key.publicKey), chosen(places), typed(newKey().publicKey), typed('')];
    expect(verdictsOf(steps.join('\n'))).toEqual([
      '',
      '✓ 核验通过 Accepted',
      '✕ 不符 Does not fit',
      expect.stringContaining('no key was named'),
    ]);
  });

  it('takes a key with the spaces that came along', () => {
    expect(page).not.toContain('maxlength');
    const steps = [chosen(places), typed(` ${key.publicKey} `)];
    expect(verdictsOf(steps.join('\n')).at(-1)).toContain('Accepted');
  });

  it('calls nothing false where it cannot look, as when it was opened by http', () => {
    const steps = [`Object.defineProperty(globalThis, 'crypto', { value: {} });`, chosen(places)];
    expect(verdictsOf(steps.join('\n'))).toEqual(['无法核验 Cannot be verified']);
  });

  it('says what to do with a folder that was dropped, and reads nothing too large', () => {
    const folderDropped = `{ name: 'case', size: 0, arrayBuffer: () => Promise.reject(new Error()) }`;
    const large = `{ name: 'film', size: 2 ** 31, arrayBuffer: () => document.read() }`;
    const steps = [folderDropped, large].map(
      (file) => `await hear('files', 'change', { files: [${file}] });
        verdicts.push(elements.told.textContent);`,
    );
    expect(verdictsOf(steps.join('\n'))).toEqual([
      ...['无法核验 Cannot be verified', expect.stringContaining('choose the files in it')],
      ...['无法核验 Cannot be verified', expect.stringContaining('larger than any case file')],
    ]);
  });

  it('accepts nothing where one of two files of a name would not be looked at', () => {
    writeFileSync(join(folder, 'forged.html'), '<h1>founded</h1>');
    const forged = [join(folder, 'forged.html'), 'index.html'];
    const steps = [typed(key.publicKey), chosen([forged, ...places])];
    expect(verdictsOf(steps.join('\n'))).toEqual(['', '无法核验 Cannot be verified']);
  });
});
