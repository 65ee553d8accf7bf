import { languageOf } from './language';

describe('The language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['zh-Hans-CN, en', 'zh'],
    ['en;q=0.5, zh;q=0.9', 'zh'],
    ['zh;q=0.1, en;q=0.2', 'en'],
    ['en, zh', 'en'],
    ['fr, de', 'zh'],
    ['*', 'zh'],
    ['en;q=0', 'zh'],
    ['en;q=nonsense, zh;q=0.1', 'zh'],
    ['en;q=7', 'zh'],
    [';;,,=', 'zh'],
  ] as const)('%s is %s', (accepted, language) => {
    expect(languageOf(accepted)).toBe(language);
  });
});
