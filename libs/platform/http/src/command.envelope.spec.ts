import { canonicalJson } from './command.envelope';

describe('Canonical JSON', () => {
  it('is the same for the same content, whatever its order', () => {
    const one = { b: [1, { d: null, c: 'x' }], a: undefined };
    const other = { a: undefined, b: [1, { c: 'x', d: null }] };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(JSON.parse(canonicalJson({ b: [1, { d: null }] }))).toEqual({ b: [1, { d: null }] });
  });

  it('tells lists of another order, and text from numbers, apart', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson(undefined)).toBe('null');
  });
});
