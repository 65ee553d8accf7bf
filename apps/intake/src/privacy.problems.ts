/** Why personal data is not erased, restricted or used, as people read it. */
import type { PrivacyRefusal } from '@taizhang/intake/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';

/** Those of every service stand among the named problems. */
type Refusal = Exclude<PrivacyRefusal, 'person-erased'>;

const restrictInstead = {
  zh: '可先限制处理：只保存、不使用（个人信息保护法第四十七条第二款）。',
  en: 'Restrict processing instead: it is kept and not used (PIPL article 47, paragraph 2).',
};

export const privacyProblems = defineProblems({
  'person-unknown': {
    status: 404,
    title: { zh: '查无此人', en: 'No such person' },
    detail: { zh: '没有登记过这个编号。', en: 'Nobody of this id was ever registered.' },
    remedy: { zh: '请核对编号。', en: 'Check the id.' },
  },
  'processing-restricted-already': {
    status: 409,
    title: { zh: '已因其他原因限制处理', en: 'Restricted for another reason' },
    detail: {
      zh: '已有另一项限制处理决定在执行。',
      en: 'Another decision restricts the processing already.',
    },
    remedy: { zh: '请先解除原限制。', en: 'Lift that one first.' },
  },
  'erasure-retention-runs': {
    status: 409,
    title: { zh: '法定保存期限未届满', en: 'The law asks to keep it' },
    detail: {
      zh: '限制处理决定中登记的保存期限尚未届满。',
      en: 'The day until which it must be kept, as the restriction says, has not passed.',
    },
    remedy: { zh: '期限届满后再抹除。', en: 'Erase it after that day.' },
  },
  'erasure-cases-open': {
    status: 409,
    title: { zh: '尚有在办事项', en: 'Cases are open' },
    detail: {
      zh: '此人有尚未办结的投诉、故障或查询，处理目的尚未实现。',
      en: 'Complaints, faults or inquiries of theirs are not closed: the purpose is not met.',
    },
    remedy: restrictInstead,
  },
  'erasure-money-due': {
    status: 409,
    title: { zh: '电费尚未结清', en: 'Money is due' },
    detail: {
      zh: '此人与本公司之间尚有应付款项，权利主张未了结。',
      en: 'Money is due between them and us, so claims are not settled.',
    },
    remedy: restrictInstead,
  },
  'erasure-still-at-work': {
    status: 409,
    title: { zh: '员工仍在岗', en: 'Still at work' },
    detail: {
      zh: '在岗员工的姓名是履行劳动合同所必需的。',
      en: 'The name of somebody who works here is needed for that.',
    },
    remedy: { zh: '请先办理离岗。', en: 'Let them leave first.' },
  },
  'erasure-not-decided': {
    status: 409,
    title: { zh: '未决定抹除', en: 'No erasure was decided' },
    detail: { zh: '没有人决定抹除此人的信息。', en: 'Nobody decided to erase this person.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
} satisfies Record<Refusal, Problem>);
