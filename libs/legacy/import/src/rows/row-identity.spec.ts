import fc from 'fast-check';
import { FingerprintCounter } from './fingerprint-counter';
import { RowIdentities } from './row-identity';

const row = fc.array(fc.constantFrom('a', 'b', ''), { minLength: 2, maxLength: 2 });
const file = fc.array(row, { maxLength: 30 });
const identitiesOf = (rows: readonly string[][], source = 'ledger') => {
  const identities = new RowIdentities(source, null);
  return rows.map((fields) => identities.next(fields));
};

test('every row of a file is itself, also among rows that say the same', () => {
  fc.assert(
    fc.property(file, (rows) => {
      expect(new Set(identitiesOf(rows)).size).toBe(rows.length);
    }),
  );
});

test('a file that comes again, or in another order, has the same rows', () => {
  fc.assert(
    fc.property(
      file.chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      ),
      ([rows, shuffled]) => {
        expect(new Set(identitiesOf(shuffled))).toEqual(new Set(identitiesOf(rows)));
      },
    ),
  );
});

test('a file that has grown has all its old rows, and as many new ones as it grew', () => {
  fc.assert(
    fc.property(file, file, (rows, more) => {
      const before = identitiesOf(rows);
      const after = new Set(identitiesOf([...rows, ...more]));
      expect(before.every((id) => after.has(id))).toBe(true);
      expect(after.size).toBe(rows.length + more.length);
    }),
  );
});

test('rows of another ledger are other rows', () => {
  expect(identitiesOf([['a', 'b']], 'one')).not.toEqual(identitiesOf([['a', 'b']], 'two'));
});

test('fields do not run into each other', () => {
  expect(identitiesOf([['ab', 'c']])).not.toEqual(identitiesOf([['a', 'bc']]));
});

test('named columns decide alone where a mapping says so', () => {
  const identities = () => new RowIdentities('ledger', [{ index: 0, name: 'id' }]);
  expect(identities().next(['7', 'new'])).toBe(identities().next(['7', 'old']));
  expect(identities().next(['8', 'new'])).not.toBe(identities().next(['7', 'new']));
});

test('the counter counts what a map would count, growing as it goes', () => {
  const counter = new FingerprintCounter();
  const reference = new Map<number, number>();
  const wrong: number[] = [];
  let seed = 1;
  for (let step = 0; step < 60_000; step++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const thing = seed % 20_000;
    const times = (reference.get(thing) ?? 0) + 1;
    reference.set(thing, times);
    if (counter.see(Math.floor(thing / 128), thing) !== times) wrong.push(thing);
  }
  expect(wrong).toEqual([]);
  expect(counter.size).toBe(reference.size);
});
