/** Refusals of periods and scorecards as people read them. */
import type { PeriodRefusal, ScorecardRefusal } from '@taizhang/assessment/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';

export const scorecardProblems = defineProblems({
  'period-backwards': {
    status: 422,
    title: { zh: '起止日期颠倒', en: 'Period runs backwards' },
    detail: { zh: '结束日期早于开始日期。', en: 'The last day is before the first.' },
    remedy: { zh: '请核对日期。', en: 'Check the days.' },
  },
  'period-unknown': {
    status: 404,
    title: { zh: '考评期不存在', en: 'No such period' },
    detail: { zh: '没有建立过这个考评期。', en: 'No such period was ever opened.' },
    remedy: { zh: '请核对编号。', en: 'Check the number.' },
  },
  'scorecard-unknown': {
    status: 404,
    title: { zh: '考评表不存在', en: 'No such scorecard' },
    detail: { zh: '没有建立过这张考评表。', en: 'No such scorecard was ever opened.' },
    remedy: { zh: '请核对编号。', en: 'Check the number.' },
  },
  'scorecard-final': {
    status: 409,
    title: { zh: '考评已定稿', en: 'Scorecard is final' },
    detail: { zh: '定稿后不再更改。', en: 'Nothing changes any more.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'scorecard-published': {
    status: 409,
    title: { zh: '考评已公示', en: 'Published already' },
    detail: { zh: '公示后只能通过复核更改。', en: 'What was published changes only by a review.' },
    remedy: { zh: '如有异议，请由本人提出。', en: 'The person assessed may object.' },
  },
  'scorecard-own': {
    status: 409,
    title: { zh: '不能考评本人', en: 'Own scorecard' },
    detail: {
      zh: '任何人不得考评、公示或复核本人的考评表。',
      en: 'Nobody assesses, publishes or reviews their own scorecard.',
    },
    remedy: { zh: '请交由其他人员办理。', en: 'Leave it to somebody else.' },
  },
  'scorecard-without-evidence': {
    status: 409,
    title: { zh: '尚未取数', en: 'No evidence yet' },
    detail: { zh: '评分前要先取数。', en: 'Figures are linked before points are given.' },
    remedy: { zh: '请先取数。', en: 'Link the evidence first.' },
  },
  'scorecard-sample-too-small': {
    status: 409,
    title: { zh: '样本不足', en: 'Sample too small' },
    detail: { zh: '没有一项指标达到最低样本量。', en: 'No indicator has a large enough sample.' },
    remedy: { zh: '请补充抽查或评定后再评分。', en: 'Draw a spot check or give the marks first.' },
  },
  'scorecard-mark-wrong': {
    status: 422,
    title: { zh: '评定项不符', en: 'Marks do not fit' },
    detail: {
      zh: '只能评定考评期内约定的评定项；更正时须列明更正的指标。',
      en: 'Marks are for judged indicators of the period; a correction names what it corrects.',
    },
    remedy: { zh: '请核对指标。', en: 'Check the indicators.' },
  },
  'scorecard-not-scored': {
    status: 409,
    title: { zh: '尚未评分', en: 'Not scored' },
    detail: { zh: '评分后才能公示。', en: 'Points are given before anything is published.' },
    remedy: { zh: '请先评分。', en: 'Score it first.' },
  },
  'scorecard-same-person': {
    status: 409,
    title: { zh: '须由他人办理', en: 'Four eyes' },
    detail: {
      zh: '评分人不得公示或复核自己评的分。',
      en: 'Who scored it neither publishes nor reviews it.',
    },
    remedy: { zh: '请交由另一位主管办理。', en: 'Leave it to another supervisor.' },
  },
  'scorecard-not-published': {
    status: 409,
    title: { zh: '尚未公示', en: 'Not published' },
    detail: {
      zh: '公示后才能提出异议或定稿。',
      en: 'It is published before anybody objects or makes it final.',
    },
    remedy: { zh: '请先公示。', en: 'Publish it first.' },
  },
  'scorecard-of-another': {
    status: 403,
    title: { zh: '不是本人的考评', en: 'Somebody else’s' },
    detail: { zh: '只有被考评人本人可以提出异议。', en: 'Only the person assessed objects.' },
    remedy: { zh: '请由本人提出。', en: 'Let that person object.' },
  },
  'scorecard-objection-late': {
    status: 409,
    title: { zh: '异议期已过', en: 'Too late to object' },
    detail: {
      zh: '公示后三个工作日内可提出异议。',
      en: 'The three working days to object are over.',
    },
    remedy: { zh: '如仍有疑问，请联系主管。', en: 'Talk to the supervisor.' },
  },
  'scorecard-not-objected': {
    status: 409,
    title: { zh: '没有异议', en: 'No objection' },
    detail: { zh: '没有需要复核的异议。', en: 'Nobody objected, so there is nothing to review.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'scorecard-objection-open': {
    status: 409,
    title: { zh: '异议期未结束', en: 'Objection still open' },
    detail: {
      zh: '被考评人仍可提出异议，或异议尚未复核。',
      en: 'The person may still object, or waits for the review.',
    },
    remedy: { zh: '请待异议期结束或完成复核。', en: 'Wait for the end, or review the objection.' },
  },
} satisfies Record<ScorecardRefusal | PeriodRefusal | 'period-unknown', Problem>);
