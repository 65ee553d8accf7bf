import { KeyFilter } from './key-filter';

const keys = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index.toString(36)}|0`);

describe('A key filter', () => {
  it('never forgets a key', () => {
    const filter = new KeyFilter(5_000);
    const added = keys('complaint', 20_000); // four times as many as expected
    for (const key of added) filter.add(key);
    expect(added.every((key) => filter.mayHold(key))).toBe(true);
  });

  it('takes hardly any other for seen', () => {
    const filter = new KeyFilter(50_000);
    for (const key of keys('contact', 50_000)) filter.add(key);
    const mistaken = keys('customer', 200_000).filter((key) => filter.mayHold(key));
    expect(mistaken.length).toBeLessThan(200);
  });

  it('holds nothing while it is empty', () => {
    expect(new KeyFilter(0).mayHold('customer-1')).toBe(false);
  });
});
