/** What any service may say of something that a command names and that is not there. */
import { defineProblems } from '@taizhang/platform/http';

export const namedProblems = defineProblems({
  'customer-unknown': {
    status: 404,
    title: { zh: '客户不存在', en: 'No such customer' },
    detail: { zh: '没有登记过这位客户。', en: 'Nobody registered this customer.' },
    remedy: {
      zh: '请先查找客户，或登记新客户。',
      en: 'Look the customer up, or register them first.',
    },
  },
  'person-erased': {
    status: 409,
    title: { zh: '个人信息已抹除', en: 'The person was erased' },
    detail: {
      zh: '此人的个人信息已被抹除，不得再登记任何个人信息。',
      en: 'What was known of this person was erased; nothing personal may be recorded any more.',
    },
    remedy: {
      zh: '如其再次办理业务，请作为新客户登记。',
      en: 'Register them as a new customer if they come back.',
    },
  },
  'processing-restricted': {
    status: 409,
    title: { zh: '个人信息限制处理', en: 'Processing is restricted' },
    detail: {
      zh: '此人的个人信息只保存、不使用；报修抢修和在办事项不受影响。',
      en: 'Their data is kept and not used. Faults and cases under way go on.',
    },
    remedy: {
      zh: '请联系个人信息保护负责人。',
      en: 'Ask the privacy officer.',
    },
  },
  'unit-unknown': {
    status: 422,
    title: { zh: '单位不存在', en: 'No such unit' },
    detail: { zh: '没有设立过这个单位。', en: 'Nobody opened this unit.' },
    remedy: { zh: '请从单位列表中选择。', en: 'Choose one from the list of units.' },
  },
});
