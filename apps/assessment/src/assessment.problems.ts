/** Every refusal of assessment as people read it; the rules are in the deciders. */
import type { CallbackRefusal, RatingRefusal, SpotCheckRefusal } from '@taizhang/assessment/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';
import { scorecardProblems } from './scorecard.problems';

type Refusal =
  | CallbackRefusal
  | RatingRefusal
  | SpotCheckRefusal
  | 'case-not-finished'
  | 'rating-link-invalid'
  | 'rating-link-expired'
  | 'too-many-calls'
  | 'spot-check-frame-too-large';

const ownProblems = defineProblems({
  'callback-unknown': {
    status: 404,
    title: { zh: '回访不存在', en: 'No such callback' },
    detail: { zh: '没有安排过这次回访。', en: 'No such callback was ever scheduled.' },
    remedy: { zh: '请核对编号。', en: 'Check the number.' },
  },
  'callback-done': {
    status: 409,
    title: { zh: '回访已结束', en: 'Callback is over' },
    detail: {
      zh: '客户已评价，或已确认无法联系。',
      en: 'The customer was asked already, or we gave up calling.',
    },
    remedy: { zh: '无需再次致电。', en: 'Nobody needs to call again.' },
  },
  'callback-own-work': {
    status: 409,
    title: { zh: '不能回访本人办理的案件', en: 'Own work' },
    detail: {
      zh: '案件由您办理，应由他人回访。',
      en: 'You handled the case; somebody else asks how it was handled.',
    },
    remedy: { zh: '请交由其他人员回访。', en: 'Leave it to a colleague.' },
  },
  'callback-quiet-hours': {
    status: 409,
    title: { zh: '免打扰时段', en: 'Quiet hours' },
    detail: {
      zh: '夜间免打扰时段内不得致电客户。',
      en: 'Nobody is called during the quiet hours of the night.',
    },
    remedy: { zh: '请在免打扰时段结束后再拨打。', en: 'Call again in the morning.' },
  },
  'callback-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: {
      zh: '回访仍在期限内，或已兑现。',
      en: 'The promise to call still runs, or was kept.',
    },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'case-already-rated': {
    status: 409,
    title: { zh: '已经评价', en: 'Rated already' },
    detail: { zh: '每个案件只能评价一次。', en: 'Each case is rated once.' },
    remedy: { zh: '感谢您的评价，无需再次提交。', en: 'Thank you; nothing more is needed.' },
  },
  'case-not-finished': {
    status: 409,
    title: { zh: '案件尚未办结', en: 'Case not finished' },
    detail: { zh: '没有办结过这个案件。', en: 'No such case was closed yet.' },
    remedy: {
      zh: '办结后才能评价；刚办结的请稍候再试。',
      en: 'Close it first; one just closed appears in a moment.',
    },
  },
  'rating-link-invalid': {
    status: 404,
    title: { zh: '评价链接无效', en: 'This link does not work' },
    detail: {
      zh: '链接不完整或不是由我们生成。',
      en: 'The link is incomplete, or was not made by us.',
    },
    remedy: {
      zh: '请从原短信中重新打开，或联系客服。',
      en: 'Open it again from the message, or ask us for another.',
    },
  },
  'rating-link-expired': {
    status: 410,
    title: { zh: '评价链接已过期', en: 'This link has expired' },
    detail: { zh: '链接超过有效期。', en: 'The link was good for thirty days.' },
    remedy: {
      zh: '如需评价，请联系客服重新获取。',
      en: 'Ask us for another if you still want to rate.',
    },
  },
  'too-many-calls': {
    status: 429,
    title: { zh: '访问过于频繁', en: 'Too many calls' },
    detail: { zh: '短时间内访问次数过多。', en: 'Too many calls came from this address.' },
    remedy: { zh: '请稍候一分钟再试。', en: 'Wait a minute and try again.' },
  },
  'spot-check-unknown': {
    status: 404,
    title: { zh: '抽查不存在', en: 'No such spot check' },
    detail: { zh: '没有抽取过这次样本。', en: 'No such spot check was ever drawn.' },
    remedy: { zh: '请核对编号。', en: 'Check the number.' },
  },
  'spot-check-frame-empty': {
    status: 409,
    title: { zh: '没有可抽查的案件', en: 'Nothing to draw from' },
    detail: {
      zh: '所选期间、单位和类别没有办结的案件。',
      en: 'No case was closed in that period, unit and kind.',
    },
    remedy: { zh: '请放宽范围。', en: 'Choose a wider period or unit.' },
  },
  'spot-check-frame-too-large': {
    status: 409,
    title: { zh: '抽样范围过大', en: 'Frame too large' },
    detail: {
      zh: '一次最多从 5000 个案件中抽取。',
      en: 'A sample is drawn from at most 5,000 cases.',
    },
    remedy: { zh: '请按单位或按月分别抽取。', en: 'Draw by unit or by month.' },
  },
  'spot-check-not-in-sample': {
    status: 409,
    title: { zh: '不在样本中', en: 'Not in the sample' },
    detail: { zh: '该案件没有被抽中。', en: 'Chance did not pick this case.' },
    remedy: { zh: '请只对样本中的案件评分。', en: 'Score only what is in the sample.' },
  },
  'spot-check-own-work': {
    status: 409,
    title: { zh: '不能评定本人办理的案件', en: 'Own work' },
    detail: { zh: '案件由您办理。', en: 'You handled this case yourself.' },
    remedy: { zh: '请交由其他人员评分。', en: 'Leave it to a colleague.' },
  },
  'spot-check-points-wrong': {
    status: 422,
    title: { zh: '评分不符合检查表', en: 'Points do not fit' },
    detail: {
      zh: '每个检查项都要评分，且不得超过满分。',
      en: 'Every item wants points, from none to its most.',
    },
    remedy: { zh: '请逐项核对。', en: 'Check item by item.' },
  },
  'spot-check-scored-already': {
    status: 409,
    title: { zh: '已评过分', en: 'Scored already' },
    detail: { zh: '该案件已有不同的评分。', en: 'It was scored otherwise already.' },
    remedy: {
      zh: '评分不可更改；如有错误请在结果中说明。',
      en: 'Scores stand; explain a mistake in the findings of the check.',
    },
  },
} satisfies Record<Refusal, Problem>);

export const assessmentProblems = { ...ownProblems, ...scorecardProblems };
