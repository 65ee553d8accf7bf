import { arePhones, phonesOf } from './phones';

describe('telephone numbers in one box', () => {
  it('are parted by what people put between them', () => {
    expect(phonesOf(' 13812345678，0571-88001234、+8613900001111 ')).toEqual([
      '13812345678',
      '0571-88001234',
      '+8613900001111',
    ]);
    expect(phonesOf('')).toEqual([]);
  });

  it('are refused when one of them is none, or when there are too many', () => {
    expect(arePhones('13812345678 张三')).toBe(false);
    expect(arePhones(Array.from({ length: 9 }, () => '95598').join(' '))).toBe(false);
    expect(arePhones('95598')).toBe(true);
  });
});
