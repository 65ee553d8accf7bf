import fc from 'fast-check';
import { categoryOf } from './event-log';
import { derivedId } from './handle';
import { idFrom, idSchema } from './ids';

describe('Ids', () => {
  it('are a function of what they are made from', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(idFrom('contact', a, b)).toBe(idFrom('contact', a, b));
        if (a !== b) expect(idFrom('contact', a)).not.toBe(idFrom('contact', b));
      }),
    );
  });

  it('do not confuse where one part ends and the next begins', () => {
    expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
  });

  it('fit their schema and name their category', () => {
    fc.assert(
      fc.property(fc.constantFrom('contact', 'spot-check'), fc.string(), (category, part) => {
        const id = idFrom(category, part);
        expect(idSchema(category).safeParse(id).success).toBe(true);
        expect(categoryOf(id)).toBe(category);
      }),
    );
  });

  it('are UUIDs of version 8 for events', () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    fc.assert(fc.property(fc.string(), (part) => expect(derivedId(part)).toMatch(shape)));
  });
});
