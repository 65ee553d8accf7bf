/** Every refusal of inquiries as people read it; the rules are in inquiry-lifecycle.policy.ts. */
import type { InquiryRefusal } from '@taizhang/billing-inquiries/domain';
import type { Problem } from '@taizhang/platform/http';

export const inquiryProblems = {
  'inquiry-unknown': {
    status: 404,
    title: { zh: '电费查询不存在', en: 'No such inquiry' },
    detail: { zh: '没有登记过这件查询。', en: 'No such inquiry was ever opened.' },
    remedy: {
      zh: '请核对编号；刚转办的请稍候再试。',
      en: 'Check the number; one just routed appears in a moment.',
    },
  },
  'inquiry-closed': {
    status: 409,
    title: { zh: '查询已办结', en: 'Inquiry closed' },
    detail: { zh: '办结后不能再处理。', en: 'Nothing more can be done on a closed inquiry.' },
    remedy: {
      zh: '如客户不满意，请先重新处理。',
      en: 'Reopen it first, so that the reopening is counted.',
    },
  },
  'inquiry-already-answered': {
    status: 409,
    title: { zh: '已答复客户', en: 'Already answered' },
    detail: {
      zh: '客户已得到答复，只能办结或重新处理。',
      en: 'The customer has the answer; only closing and reopening are left.',
    },
    remedy: { zh: '请办结，或说明原因重新处理。', en: 'Close it, or reopen it with a reason.' },
  },
  'inquiry-not-verified': {
    status: 409,
    title: { zh: '尚未核实账户', en: 'Account not verified' },
    detail: {
      zh: '还没有核实是哪个账户，也没有人对它负责。',
      en: 'Nobody checked which account it is about, so nobody answers for it.',
    },
    remedy: { zh: '请先核实账户。', en: 'Verify the account first.' },
  },
  'inquiry-handled-by-another': {
    status: 409,
    title: { zh: '由他人处理中', en: 'Handled by somebody else' },
    detail: { zh: '另一位员工对它负责。', en: 'Another member of staff answers for it.' },
    remedy: { zh: '如需处理，请先接手。', en: 'Take it over first.' },
  },
  'inquiry-not-typed': {
    status: 409,
    title: { zh: '尚未定类', en: 'Not typed' },
    detail: {
      zh: '还没有说明客户问的是哪一类事。',
      en: 'It was not said what the customer wants.',
    },
    remedy: { zh: '请先定类。', en: 'Say what kind it is first.' },
  },
  'inquiry-not-investigated': {
    status: 409,
    title: { zh: '尚未核查', en: 'Not investigated' },
    detail: { zh: '还没有开始核查。', en: 'Nobody has begun to look into it.' },
    remedy: { zh: '请先开始核查。', en: 'Begin the investigation first.' },
  },
  'inquiry-test-running': {
    status: 409,
    title: { zh: '校表中', en: 'Meter on test' },
    detail: {
      zh: '电能表正在校验，要先有结果。',
      en: 'The meter is on test; its result comes first.',
    },
    remedy: { zh: '请登记校验结果。', en: 'Record the result of the test.' },
  },
  'inquiry-test-not-requested': {
    status: 409,
    title: { zh: '没有申请校表', en: 'No test requested' },
    detail: { zh: '没有等待结果的校验。', en: 'No test waits for a result.' },
    remedy: { zh: '请先申请校表。', en: 'Ask for a test first.' },
  },
  'inquiry-not-tested': {
    status: 409,
    title: { zh: '尚无校验结果', en: 'No test result' },
    detail: {
      zh: '没有可以提出异议的校验结果。',
      en: 'There is no result that could be disputed.',
    },
    remedy: { zh: '请先校表。', en: 'Have the meter tested first.' },
  },
  'inquiry-test-final': {
    status: 409,
    title: { zh: '已是最终检定', en: 'The test is final' },
    detail: {
      zh: '上级计量检定机构的结果不再复检。',
      en: 'The superior metrology body has spoken; there is no higher one.',
    },
    remedy: { zh: '请按该结果登记结论。', en: 'Record the finding by this result.' },
  },
  'inquiry-test-contradicts': {
    status: 409,
    title: { zh: '与校验结果不符', en: 'Contradicts the test' },
    detail: { zh: '校验结果与这一结论相反。', en: 'The test says the opposite of this finding.' },
    remedy: { zh: '请核对校验结果和结论。', en: 'Check the result and the finding.' },
  },
  'inquiry-no-finding': {
    status: 409,
    title: { zh: '尚无结论', en: 'No finding' },
    detail: {
      zh: '没有结论，无法退补或答复。',
      en: 'Without a finding there is nothing to settle.',
    },
    remedy: { zh: '请先登记结论。', en: 'Record what was found first.' },
  },
  'inquiry-nothing-to-adjust': {
    status: 409,
    title: { zh: '无需退补', en: 'Nothing to adjust' },
    detail: { zh: '结论是计量计费无误。', en: 'The finding says that nothing was wrong.' },
    remedy: { zh: '请答复客户。', en: 'Reply to the customer.' },
  },
  'inquiry-adjustment-mismatch': {
    status: 422,
    title: { zh: '退补依据不符', en: 'Basis does not fit' },
    detail: {
      zh: '退补依据或误差与结论、校验结果不一致。',
      en: 'Basis or error do not belong to the finding and the test.',
    },
    remedy: {
      zh: '请按结论选择依据，并使用校验误差。',
      en: 'Choose the basis of the finding and use the measured error.',
    },
  },
  'inquiry-adjustment-zero': {
    status: 422,
    title: { zh: '退补金额为零', en: 'Nothing to pay' },
    detail: {
      zh: '按这些数据没有应退或应补的电费。',
      en: 'By these figures nobody gets or pays anything.',
    },
    remedy: { zh: '请核对电量、电价和误差。', en: 'Check energy, price and error.' },
  },
  'inquiry-adjustment-not-proposed': {
    status: 409,
    title: { zh: '没有待审批的退补', en: 'Nothing to decide' },
    detail: { zh: '没有等待审批的退补。', en: 'No proposal waits for a decision.' },
    remedy: { zh: '请先提出退补。', en: 'Propose an adjustment first.' },
  },
  'inquiry-own-proposal': {
    status: 409,
    title: { zh: '不能审批本人提出的退补', en: 'Own proposal' },
    detail: { zh: '退补须由另一人审批。', en: 'Nobody approves what they proposed themselves.' },
    remedy: { zh: '请由另一位有权限的员工审批。', en: 'Ask another person with this permission.' },
  },
  'inquiry-adjustment-not-approved': {
    status: 409,
    title: { zh: '退补尚未审批', en: 'Not approved' },
    detail: { zh: '审批后才能入账。', en: 'Money moves only after a second person agreed.' },
    remedy: { zh: '请等待审批。', en: 'Wait for the approval.' },
  },
  'inquiry-not-adjusted': {
    status: 409,
    title: { zh: '尚未退补', en: 'Not put right' },
    detail: {
      zh: '查出的差错要先退补入账，再答复。',
      en: 'What was found wrong is put right before it is answered.',
    },
    remedy: {
      zh: '请提出退补，审批后入账。',
      en: 'Propose the adjustment and post it once it is approved.',
    },
  },
  'inquiry-not-answered': {
    status: 409,
    title: { zh: '尚未答复', en: 'Not answered' },
    detail: {
      zh: '答复客户后才能办结。',
      en: 'It is closed only after the customer had an answer.',
    },
    remedy: { zh: '请先答复客户。', en: 'Answer the customer first.' },
  },
  'inquiry-still-open': {
    status: 409,
    title: { zh: '仍在处理', en: 'Still open' },
    detail: {
      zh: '还没有答复，谈不上重新处理。',
      en: 'There is no answer yet that could have failed.',
    },
    remedy: { zh: '请继续处理。', en: 'Go on handling it.' },
  },
  'inquiry-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: { zh: '承诺仍在期限内，或已兑现。', en: 'The promise still runs, or was kept.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
} satisfies Record<InquiryRefusal, Problem>;
