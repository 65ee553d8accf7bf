import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { KeyMemory } from './key-memory';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `customer-${index}`);

describe('A memory of keys', () => {
  it('holds what was set last and not deleted, as a map does, while it may grow', () => {
    const id = fc.constantFrom(...ids(40), '', '客户', 'a'.repeat(300));
    const change = fc.record({
      id,
      key: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const memory = new KeyMemory(1_000);
        const model = new Map<string, Buffer>();
        for (const { id, key } of changes) {
          if (key) {
            memory.set(id, Buffer.from(key));
            model.set(id, Buffer.from(key));
          } else {
            memory.delete(id);
            model.delete(id);
          }
        }
        for (const { id } of changes) expect(memory.get(id)).toEqual(model.get(id));
      }),
    );
  });

  it('never hands out the key of another, and keeps most of those that it has room for', () => {
    const memory = new KeyMemory(2_000);
    const keys = new Map(ids(10_000).map((id) => [id, randomBytes(32)]));
    for (const [id, key] of keys) memory.set(id, key);
    let held = 0;
    for (const [id, key] of keys) {
      const known = memory.get(id);
      if (!known) continue;
      expect(known.equals(key)).toBe(true);
      held++;
    }
    expect(held).toBeGreaterThan(2_000 * 0.9);
    expect(held).toBeLessThanOrEqual(2_048);
  });

  it('goes on remembering what came last, however much came before', () => {
    const memory = new KeyMemory(8);
    for (const id of ids(1_000)) {
      const key = randomBytes(32);
      memory.set(id, key);
      expect(memory.get(id)).toEqual(key);
    }
  });

  it('hands out copies, which a place that is taken by another does not change', () => {
    const memory = new KeyMemory(8);
    const key = randomBytes(32);
    memory.set('customer-1', key);
    const copy = memory.get('customer-1');
    for (const id of ids(100)) memory.set(`other-${id}`, randomBytes(32));
    memory.delete('customer-1');
    expect(copy).toEqual(key);
    expect(memory.get('customer-1')).toBeUndefined();
  });
});
