/** Every refusal of complaints as people read it; the rules are in lifecycle.policy.ts. */
import type { ComplaintRefusal } from '@taizhang/complaints/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';

export const complaintProblems = defineProblems({
  'complaint-unknown': {
    status: 404,
    title: { zh: '投诉不存在', en: 'No such complaint' },
    detail: { zh: '没有登记过这件投诉。', en: 'No such complaint was ever lodged.' },
    remedy: {
      zh: '请核对编号；刚转办的投诉请稍候再试。',
      en: 'Check the number; one just routed appears in a moment.',
    },
  },
  'complaint-closed': {
    status: 409,
    title: { zh: '投诉已办结', en: 'Complaint closed' },
    detail: { zh: '办结后不能再处理。', en: 'Nothing more can be done on a closed complaint.' },
    remedy: {
      zh: '如客户不满意，请先重新处理。',
      en: 'Reopen it first, so that the reopening is counted.',
    },
  },
  'complaint-already-replied': {
    status: 409,
    title: { zh: '已答复客户', en: 'Already replied' },
    detail: {
      zh: '客户已得到答复，只能回访、办结或重新处理。',
      en: 'The customer has the answer; only follow-up, closing and reopening are left.',
    },
    remedy: { zh: '请办结，或说明原因重新处理。', en: 'Close it, or reopen it with a reason.' },
  },
  'complaint-not-dispatched': {
    status: 409,
    title: { zh: '尚未派单', en: 'Not dispatched' },
    detail: { zh: '还没有派给处理单位。', en: 'No unit was asked to handle it yet.' },
    remedy: { zh: '请先派单。', en: 'Dispatch it to a unit first.' },
  },
  'complaint-not-accepted': {
    status: 409,
    title: { zh: '尚未接单', en: 'Not accepted' },
    detail: { zh: '还没有人对它负责。', en: 'Nobody answers for it yet.' },
    remedy: { zh: '请先接单。', en: 'Accept it first.' },
  },
  'complaint-handled-by-another': {
    status: 409,
    title: { zh: '由他人处理中', en: 'Handled by somebody else' },
    detail: { zh: '另一位员工对它负责。', en: 'Another member of staff answers for it.' },
    remedy: { zh: '如需接手，请先接单。', en: 'Accept it to take it over.' },
  },
  'complaint-customer-not-contacted': {
    status: 409,
    title: { zh: '尚未联系客户', en: 'Customer not contacted' },
    detail: {
      zh: '调查前要先联系客户。',
      en: 'Talk to the customer before looking for the cause.',
    },
    remedy: { zh: '请联系客户并登记。', en: 'Contact the customer and record it.' },
  },
  'complaint-not-investigated': {
    status: 409,
    title: { zh: '尚未调查', en: 'Not investigated' },
    detail: { zh: '没有调查结果，无法认定。', en: 'Nothing was found out that could be judged.' },
    remedy: { zh: '请先登记调查结果。', en: 'Record the findings first.' },
  },
  'complaint-not-adjudicated': {
    status: 409,
    title: { zh: '尚未认定', en: 'Not adjudicated' },
    detail: {
      zh: '答复或补救之前要先认定是否属实。',
      en: 'An answer or a remedy needs a verdict behind it.',
    },
    remedy: { zh: '请先认定。', en: 'Decide first whether it is true.' },
  },
  'complaint-not-remedied': {
    status: 409,
    title: { zh: '尚未补救', en: 'Not made good' },
    detail: {
      zh: '属实的投诉要先补救，再答复。',
      en: 'What proved true is made good before it is answered.',
    },
    remedy: {
      zh: '请至少登记一项补救：道歉、纠正或补偿。',
      en: 'Record at least one step: apology, correction or compensation.',
    },
  },
  'complaint-amount-mismatch': {
    status: 422,
    title: { zh: '金额不符', en: 'Amount does not fit' },
    detail: {
      zh: '补偿要有金额，其他补救没有金额。',
      en: 'A compensation names its amount, and nothing else does.',
    },
    remedy: { zh: '请核对补救方式和金额。', en: 'Check the step and the amount.' },
  },
  'complaint-not-replied': {
    status: 409,
    title: { zh: '尚未答复', en: 'Not replied' },
    detail: {
      zh: '答复客户后才能办结。',
      en: 'It is closed only after the customer had an answer.',
    },
    remedy: { zh: '请先答复客户。', en: 'Reply to the customer first.' },
  },
  'complaint-still-open': {
    status: 409,
    title: { zh: '仍在处理', en: 'Still open' },
    detail: {
      zh: '还没有答复，谈不上重新处理。',
      en: 'There is no answer yet that could have failed.',
    },
    remedy: { zh: '请继续处理。', en: 'Go on handling it.' },
  },
  'complaint-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: { zh: '承诺仍在期限内，或已兑现。', en: 'The promise still runs, or was kept.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
} satisfies Record<ComplaintRefusal, Problem>);
