/** What any service may say of something that a command names and that is not there. */
import { defineProblems } from '@taizhang/platform/http';

export const namedProblems = defineProblems({
  'unit-unknown': {
    status: 422,
    title: { zh: '单位不存在', en: 'No such unit' },
    detail: { zh: '没有设立过这个单位。', en: 'Nobody opened this unit.' },
    remedy: { zh: '请从单位列表中选择。', en: 'Choose one from the list of units.' },
  },
});
