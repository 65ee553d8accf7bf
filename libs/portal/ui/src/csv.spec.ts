import { csvOf } from './csv';

describe('a table as a file', () => {
  it('keeps commas, quotes and lines within their cell', () => {
    expect(csvOf(['名称', '诉求'], [['张三', '"停电",\n三次']])).toBe(
      '\uFEFF名称,诉求\r\n张三,"""停电"",\n三次"\r\n',
    );
  });

  it('has nothing where there is nothing', () => {
    expect(csvOf(['a', 'b', 'c'], [[null, undefined, 0]])).toContain('\r\n,,0\r\n');
  });

  it('never becomes a formula, and numbers stay numbers', () => {
    expect(csvOf(['x'], [['=1+1'], ['@SUM(A1)'], [-5], ['-5.5']])).toBe(
      "\uFEFFx\r\n'=1+1\r\n'@SUM(A1)\r\n-5\r\n-5.5\r\n",
    );
  });
});
