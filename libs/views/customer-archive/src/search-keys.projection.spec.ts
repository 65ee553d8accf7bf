import fc from 'fast-check';
import { searchKeys } from './search-keys.projection';
import { gramsOf, gramsOfLines, linesOf } from './search-grams.policy';

describe('The grams of a text', () => {
  it('are pairs of characters, both ends of a number, and four digits at a time', () => {
    expect([...gramsOf('建设路12345号')]).toEqual([
      '建设',
      '设路',
      '路1',
      '路12',
      '1234',
      '45号',
      '2345',
      '5号',
    ]);
    expect([...gramsOf('Zoë 7')]).toEqual(['zo', 'oë', 'ë ', ' 7']);
    expect([...gramsOf('𠮷野')]).toEqual(['𠮷野']);
    expect([...gramsOf('139')]).toEqual([]);
  });

  it('are all held by whoever holds the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '2', '-', '电', '𠮷', ' ') });
    fc.assert(
      fc.property(text, text, text, (before, part, after) => {
        const held = new Set(gramsOfLines(before + part + after));
        const plain = part.replaceAll('-', '');
        for (const gram of [...gramsOf(part), ...gramsOf(plain)]) expect(held).toContain(gram);
      }),
    );
  });

  it('of keys do not reach from one key into the next', () => {
    expect(gramsOfLines(linesOf(['张伟', '青川']))).toEqual(['张伟', '青川']);
    expect(gramsOfLines(linesOf(['0717-6251', '电\n网']))).toEqual(
      expect.arrayContaining(['0717', '7-', '-6', '6251', '7625', '电 ', ' 网']),
    );
  });
});

describe('Search keys', () => {
  const told = (type: 'CustomerRegistered' | 'SupplyPointConnected', data: object) =>
    ({ type, data: { customerId: 'customer-1', ...data } }) as Parameters<
      typeof searchKeys.evolve
    >[1];
  const registered = told('CustomerRegistered', {
    ...{ name: '李小明', phones: ['13912345678'], address: '青川县 7号' },
  });
  const connected = told('SupplyPointConnected', {
    ...{ supplyPointId: 'supply-point-1', accountNumber: 'A-1', meterNumber: 'MX', address: '' },
  });

  it('of a customer and of each supply point stand apart, and lead to the customer', () => {
    expect(searchKeys.keysOf(registered)).toEqual(['customer-1']);
    expect(searchKeys.evolve(null, registered, 'customer-1')).toMatchObject({
      ...{ id: 'customer-1', customerId: 'customer-1', text: '李小明\n13912345678\n青川县 7号' },
    });
    expect(searchKeys.keysOf(connected)).toEqual(['supply-point-1']);
    expect(searchKeys.evolve(null, connected, 'supply-point-1')).toEqual({
      ...{ id: 'supply-point-1', customerId: 'customer-1', text: 'a-1\nmx\n' },
      grams: ['a-', '-1', 'a1', 'mx'],
    });
  });

  it('told twice are the same', () => {
    const once = searchKeys.evolve(null, registered, 'customer-1');
    expect(searchKeys.evolve(once, registered, 'customer-1')).toEqual(once);
  });
});
