import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSigningKey } from './signing-key';

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

describe('The signing key', () => {
  it('is made once, kept from others, and found again', async () => {
    const first = await loadSigningKey(folder);
    expect((await loadSigningKey(folder)).id).toBe(first.id);
    expect(statSync(join(folder, 'jwt.json')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(['jwt.json']);
  });

  it('is one key when several processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => loadSigningKey(folder)));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  });

  it('comes from the configuration when that has one', async () => {
    const made = await loadSigningKey(folder);
    const text = readFileSync(join(folder, 'jwt.json'), 'utf8');
    const configured = await loadSigningKey(join(folder, 'unused'), text);
    expect(configured.id).toBe(made.id);
    expect(readdirSync(folder)).toEqual(['jwt.json']);
  });

  it('derives other secrets, one for each purpose', async () => {
    const key = await loadSigningKey(folder);
    expect(key.derive('a')).toEqual((await loadSigningKey(folder)).derive('a'));
    expect(key.derive('a')).not.toEqual(key.derive('b'));
    expect(key.derive('a')).toHaveLength(32);
  });

  it.each(['', '{', '{"kty":"RSA"}', '{"kty":"OKP","crv":"Ed25519","x":"AA"}'])(
    'refuses %j, and says where it is',
    async (text) => {
      await expect(loadSigningKey(folder, text)).rejects.toThrow('JWT_KEY does not hold');
      await loadSigningKey(folder);
      writeFileSync(join(folder, 'jwt.json'), text);
      await expect(loadSigningKey(folder)).rejects.toThrow('jwt.json does not hold');
    },
  );
});
