import { changeLanguage } from './language';
import { defineTexts, termIn, translate } from './texts';

const texts = defineTexts('example', {
  zh: { greeting: '你好，{{name}}', 'greeting.short': '你好' },
  en: { greeting: 'Hello {{name}}', 'greeting.short': 'Hello' },
});
const titles = { open: { zh: '在办', en: 'Open' } };

describe('texts', () => {
  afterEach(() => changeLanguage('zh'));

  it('are Chinese first and follow the language', () => {
    const t = translate(texts);
    expect(t('greeting', { name: '张三' })).toBe('你好，张三');
    changeLanguage('en');
    expect(t('greeting', { name: '<b>' })).toBe('Hello <b>');
    expect(t('greeting.short')).toBe('Hello');
  });
});

describe('a term of the contracts', () => {
  it('is called what the contract calls it', () => {
    expect(termIn('zh')(titles, 'open')).toBe('在办');
    expect(termIn('en')(titles, 'open')).toBe('Open');
  });

  it('is itself where this portal does not know it, and a dash where there is none', () => {
    expect(termIn('en')(titles, 'merged')).toBe('merged');
    expect(termIn('en')(titles, null)).toBe('–');
  });
});
