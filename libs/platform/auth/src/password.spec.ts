import { hashPassword, isPassword, nobodysHash, oneTimePassword, weaknessOf } from './password';

describe('A password', () => {
  it('is known again by its hash, and no other is', async () => {
    const hash = await hashPassword('正确的密码 battery');
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[^$]{24}\$[^$]{44}$/);
    expect(await isPassword('正确的密码 battery', hash)).toBe(true);
    expect(await isPassword('正确的密码 batterY', hash)).toBe(false);
    expect(await hashPassword('正确的密码 battery')).not.toBe(hash);
  });

  it('is the same however its characters are composed', async () => {
    const hash = await hashPassword('caf\u00e9 de Paris');
    expect(await isPassword('cafe\u0301 de Paris', hash)).toBe(true);
  });

  it('keeps the parameters it was hashed with', async () => {
    const cheap = `$scrypt$ln=4,r=8,p=1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;
    expect(await isPassword('anything', cheap)).toBe(false);
    await expect(isPassword('anything', 'plain')).rejects.toThrow('not in the expected format');
  });

  it('of nobody is never right', async () => {
    expect(await isPassword('', nobodysHash)).toBe(false);
  });

  it.each([
    ['short', 'too-short'],
    ['密码密码密码', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['ababababababab', 'repetitive'],
    ['my-Li.Wei-2026', 'contains-username'],
    ['the old password', 'same-as-old'],
    ['a fresh one, 2026', null],
  ])('%s is %s', (password, weakness) => {
    expect(weaknessOf(password, 'li.wei', 'the old password')).toBe(weakness);
  });
});

describe('Many passwords at once', () => {
  it('wait for each other, and too many are turned away', async () => {
    const cheap = `$scrypt$ln=4,r=8,p=1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;
    const asked = Array.from({ length: 80 }, () => isPassword('anything', cheap));
    const answered = await Promise.allSettled(asked);
    expect(answered.filter(({ status }) => status === 'fulfilled')).toHaveLength(66);
    expect(await isPassword('anything', cheap)).toBe(false);
  });
});

describe('A one-time password', () => {
  const key = Buffer.alloc(32, 7);

  it('reads well and is another each time', () => {
    expect(oneTimePassword(key)).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(oneTimePassword(key)).not.toBe(oneTimePassword(key));
  });

  it('is the same for the same seed under the same key only', () => {
    expect(oneTimePassword(key, 'command-1')).toBe(oneTimePassword(key, 'command-1'));
    expect(oneTimePassword(key, 'command-2')).not.toBe(oneTimePassword(key, 'command-1'));
    expect(oneTimePassword(Buffer.alloc(32, 8), 'command-1')).not.toBe(
      oneTimePassword(key, 'command-1'),
    );
  });

  it('is strong enough to be a password', () => {
    expect(weaknessOf(oneTimePassword(key), 'li.wei')).toBeNull();
  });
});
