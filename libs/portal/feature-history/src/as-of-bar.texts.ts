import { defineTexts } from '@taizhang/portal/ui';

export const asOfBarTexts = defineTexts('as-of-bar', {
  zh: { first: '最早', previous: '上一步', next: '下一步', last: '现在' },
  en: { first: 'First', previous: 'Back', next: 'Forward', last: 'Now' },
});
