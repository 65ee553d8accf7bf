import fc from 'fast-check';
import { isInstant } from './instant-shape';

describe('What PostgreSQL would take for an instant or a day', () => {
  it('is what can be parsed, however it is found out', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789-:.TZ') });
    const close = fc
      .tuple(fc.date({ noInvalidDate: true }), fc.nat(23), fc.constantFrom(...'0359-:.TZ x'))
      .map(([date, at, character]) => {
        const text = date.toISOString();
        return text.slice(0, at) + character + text.slice(at + 1);
      });
    fc.assert(
      fc.property(
        fc.oneof(
          digits,
          close,
          close.map((text) => text.slice(0, 10)),
        ),
        (text) => {
          expect(isInstant(text)).toBe(!isNaN(Date.parse(text)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is no other thing', () => {
    expect([undefined, null, 5, new Date()].some(isInstant)).toBe(false);
  });
});
