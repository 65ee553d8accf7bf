import fc from 'fast-check';
import { createHmac, randomBytes } from 'node:crypto';
import { decrypt, encrypt, eventKeyOf } from './cipher';

describe('The key of one event', () => {
  it('is what HKDF-Expand says', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes, fc.string({ maxLength: 64 }), (personKey, eventId) => {
        const expected = createHmac('sha256', personKey).update(eventId).update('\x01').digest();
        expect(eventKeyOf(personKey, eventId)).toEqual(expected);
      }),
    );
  });

  it('leaves nothing of the last one behind', () => {
    const personKey = randomBytes(32);
    const first = eventKeyOf(personKey, 'a long id, longer than the next');
    expect(eventKeyOf(personKey, 'b')).not.toEqual(first);
    expect(eventKeyOf(personKey, 'a long id, longer than the next')).toEqual(first);
  });
});

describe('A sealed text', () => {
  const key = randomBytes(32);

  it('opens where it belongs and nowhere else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (plain, bound) => {
        const sealed = encrypt(key, plain, bound);
        expect(decrypt(key, sealed, bound)).toBe(Buffer.from(plain).toString());
        expect(() => decrypt(key, sealed, `${bound}.`)).toThrow();
      }),
    );
  });

  it('does not open with one bit changed, wherever it is', () => {
    const sealed = Buffer.from(encrypt(key, '客户', 'here'), 'base64');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decrypt(key, flipped.toString('base64'), 'here')).toThrow();
    }
  });
});
