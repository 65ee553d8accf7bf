/** What can be set about the trail of who looked at what (docs/decisions/0025). */
import { z } from 'zod';
import type { Variable } from './configuration';

const days = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(180).max(36_500))
  .default(1_096);

export const auditing = {
  ACCESS_RETENTION_DAYS: {
    schema: days,
    meaning: {
      zh: '查看留痕（谁看过什么）的保存天数，到期按整月删除；默认三年（个人信息保护法第五十六条），不得短于六个月（网络安全法第二十一条）',
      en: 'Days for which it is kept who looked at what, dropped by whole months; three years (PIPL art. 56), never less than six months (Cybersecurity Law art. 21)',
    },
    expects: { zh: '180 至 36500 的整数', en: 'a whole number from 180 to 36500' },
  },
} satisfies Record<string, Variable>;
