import { exportedValue, writtenChange, writtenValue } from './written';

describe('a value as text', () => {
  it('is a dash where there is none', () => {
    expect(writtenValue(null, 'share', 'zh')).toBe('–');
    expect(exportedValue(null, 'share')).toBe('');
  });

  it.each([
    [1234, 'count', '1,234'],
    [0.7314, 'share', '73.1%'],
    [1590, 'minutes', '1 d 2 h'],
    [4.126, 'score', '4.13'],
  ] as const)('%p as %s reads %s', (value, kind, text) => {
    expect(writtenValue(value, kind, 'en')).toBe(text);
  });

  it('carries its sign as a change', () => {
    expect(writtenChange(-0.021, 'share', 'zh')).toBe('−2.1');
    expect(writtenChange(90, 'minutes', 'zh')).toBe('+1 小时 30 分钟');
    expect(writtenChange(0, 'count', 'zh')).toBe('±0');
  });
});
