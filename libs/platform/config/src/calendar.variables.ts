/** What can be set about the days on which deadlines count. */
import { z } from 'zod';
import type { Variable } from './variable';

export const calendar = {
  CALENDAR_FILE: {
    schema: z.string().trim().min(1).max(4000).optional(),
    meaning: {
      zh: '更新年度的法定节假日与调休文件；各进程须相同',
      en: 'A file with the holidays of later years than are known, the same for all processes',
    },
    expects: { zh: '文件路径', en: 'the path of a file' },
  },
} as const satisfies Record<string, Variable>;
