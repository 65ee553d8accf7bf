/** Every refusal of this service as people read it; those of inquiries have their own page. */
import type { AccountRefusal } from '@taizhang/billing-inquiries/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';
import { inquiryProblems } from './inquiry.problems';

const accountProblems = {
  'account-unknown': {
    status: 404,
    title: { zh: '账户不存在', en: 'No such account' },
    detail: {
      zh: '没有这个账户，或从未收到它的任何事实。',
      en: 'There is no such account, or nothing was ever told of it.',
    },
    remedy: {
      zh: '请核对用电地点；刚登记的请稍候再试。',
      en: 'Check the supply point; one just connected appears in a moment.',
    },
  },
  'account-supply-cut': {
    status: 409,
    title: { zh: '已停电', en: 'Supply is off' },
    detail: { zh: '这个账户已经停电。', en: 'The supply of this account is off already.' },
    remedy: { zh: '如已缴费，请恢复供电。', en: 'Restore the supply if it was paid.' },
  },
  'account-supply-on': {
    status: 409,
    title: { zh: '正常供电', en: 'Supply is on' },
    detail: { zh: '这个账户没有停电。', en: 'The supply of this account is on.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'account-nothing-overdue': {
    status: 409,
    title: { zh: '没有逾期电费', en: 'Nothing overdue' },
    detail: { zh: '这个账户没有逾期未缴的电费。', en: 'Nothing is overdue on this account.' },
    remedy: { zh: '无需催费或停电。', en: 'No notice and no disconnection is due.' },
  },
  'account-not-noticed': {
    status: 409,
    title: { zh: '尚未催费通知', en: 'Not noticed' },
    detail: { zh: '没有通知客户，不得停电。', en: 'Nobody is cut off unannounced.' },
    remedy: { zh: '请先发出催费通知。', en: 'Send the notice of arrears first.' },
  },
  'account-notice-running': {
    status: 409,
    title: { zh: '未到可停电期限', en: 'Too early' },
    detail: {
      zh: '通知期、逾期三十日的期限或再次通知后的三十分钟还没有过。',
      en: 'The notice, the 30 days overdue or the half hour after the announcement have not run out.',
    },
    remedy: { zh: '请等期限届满。', en: 'Wait until they have passed.' },
  },
  'account-disconnection-not-proposed': {
    status: 409,
    title: { zh: '没有待审批的停电', en: 'Nothing to decide' },
    detail: { zh: '没有等待审批的停电申请。', en: 'No disconnection waits for a decision.' },
    remedy: { zh: '请先提出停电申请。', en: 'Propose it first.' },
  },
  'account-own-proposal': {
    status: 409,
    title: { zh: '不能审批本人提出的停电', en: 'Own proposal' },
    detail: { zh: '停电须由另一人审批。', en: 'Nobody approves what they proposed themselves.' },
    remedy: { zh: '请由另一位有权限的员工审批。', en: 'Ask another person with this permission.' },
  },
  'account-disconnection-not-approved': {
    status: 409,
    title: { zh: '停电尚未审批', en: 'Not approved' },
    detail: {
      zh: '审批后才能停电；已缴费的不再停电。',
      en: 'It needs an approval; whoever paid meanwhile is not cut off.',
    },
    remedy: { zh: '请等待审批。', en: 'Wait for the approval.' },
  },
  'account-not-announced': {
    status: 409,
    title: { zh: '停电前未再次通知', en: 'Not announced' },
    detail: {
      zh: '停电当天须再次通知客户，三十分钟后方可停电。',
      en: 'The customer is told once more on the day, half an hour before the supply goes off.',
    },
    remedy: { zh: '请先再次通知客户。', en: 'Announce the disconnection first.' },
  },
  'account-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: {
      zh: '复电期限未到，或已复电。',
      en: 'The reconnection is not late, or has happened.',
    },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
} satisfies Record<AccountRefusal, Problem>;

export const billingProblems = defineProblems({ ...inquiryProblems, ...accountProblems });
