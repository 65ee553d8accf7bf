import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMasterKey, MasterKeyUnusable } from './master-key';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = () => join(dataDir, 'keys', 'vault.key');

it('is made once, whole, and for its owner alone', () => {
  const made = loadMasterKey(dataDir);
  expect(made).toHaveLength(32);
  expect(loadMasterKey(dataDir)).toEqual(made);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  // What it was drafted in is gone.
  expect(readdirSync(join(dataDir, 'keys'))).toEqual(['vault.key']);
});

it('a draft that a killed process left behind is not taken for the key', () => {
  loadMasterKey(dataDir);
  const draft = `${file()}.0123456789ab`;
  writeFileSync(draft, '');
  expect(loadMasterKey(dataDir)).toEqual(Buffer.from(readFileSync(file(), 'utf8'), 'base64'));
});

it('half a key is refused, not replaced: events may have been encrypted with it', () => {
  loadMasterKey(dataDir);
  writeFileSync(file(), 'AAAA');
  expect(() => loadMasterKey(dataDir)).toThrow(MasterKeyUnusable);
});
