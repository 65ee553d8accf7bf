/** Every refusal of faults and outages as people read it; the rules are in the domain. */
import type { FaultRefusal, OutageRefusal } from '@taizhang/intake/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';

export const faultProblems = defineProblems({
  'fault-unknown': {
    status: 404,
    title: { zh: '故障不存在', en: 'No such fault' },
    detail: { zh: '没有登记过这件故障。', en: 'No such fault was ever reported.' },
    remedy: {
      zh: '请核对编号；刚转办的报修请稍候再试。',
      en: 'Check the number; one just routed appears in a moment.',
    },
  },
  'fault-closed': {
    status: 409,
    title: { zh: '故障已办结', en: 'Fault closed' },
    detail: { zh: '办结后不能再处理。', en: 'Nothing more can be done on a closed fault.' },
    remedy: {
      zh: '如再次停电，请先重新处理。',
      en: 'Reopen it first, so that the reopening is counted.',
    },
  },
  'fault-already-restored': {
    status: 409,
    title: { zh: '已恢复供电', en: 'Supply already restored' },
    detail: {
      zh: '供电已恢复，只能核实、办结或重新处理。',
      en: 'Supply is back; only verifying, closing and reopening are left.',
    },
    remedy: {
      zh: '请核实并办结，或说明原因重新处理。',
      en: 'Verify and close it, or reopen it with a reason.',
    },
  },
  'fault-crew-sent': {
    status: 409,
    title: { zh: '已派抢修', en: 'A crew is out already' },
    detail: {
      zh: '派单后不再分诊。',
      en: 'Asking where the trouble lies comes before a crew is sent.',
    },
    remedy: { zh: '请由现场人员登记原因。', en: 'Let the crew say what broke.' },
  },
  'fault-outage-mismatch': {
    status: 422,
    title: { zh: '停电信息不符', en: 'Outage does not fit' },
    detail: {
      zh: '已知停电要指明停电信息，其他情况不指明。',
      en: 'A known outage names the announcement, and nothing else does.',
    },
    remedy: {
      zh: '请选择停电信息，或改变分诊结果。',
      en: 'Choose the outage, or another outcome.',
    },
  },
  'fault-not-triaged': {
    status: 409,
    title: { zh: '尚未分诊', en: 'Not triaged' },
    detail: { zh: '还不知道问题出在哪个环节。', en: 'Nobody asked yet where the trouble lies.' },
    remedy: { zh: '请先分诊。', en: 'Triage it first.' },
  },
  'fault-paid-repair-not-agreed': {
    status: 409,
    title: { zh: '客户未同意有偿维修', en: 'Paid repair not agreed' },
    detail: {
      zh: '客户内部故障为有偿维修，告知并征得同意后才能派单。',
      en: "A repair of the customer's own installation is paid for; they must hear that and agree.",
    },
    remedy: {
      zh: '请电话告知客户并登记同意，或电话指导后办结。',
      en: 'Tell them and record that they agree, or guide them by telephone and close it.',
    },
  },
  'fault-not-for-a-crew': {
    status: 409,
    title: { zh: '无需抢修', en: 'Nothing for a crew' },
    detail: {
      zh: '它等待停电恢复，或等待缴清电费。',
      en: 'It waits for the outage to end, or for the bill to be paid.',
    },
    remedy: { zh: '如情况有变，请重新分诊。', en: 'Triage it again if it turned out otherwise.' },
  },
  'fault-not-graded': {
    status: 409,
    title: { zh: '尚未定级', en: 'Not graded' },
    detail: { zh: '派单前要定级。', en: 'A crew is sent by urgency, so it is graded first.' },
    remedy: { zh: '请先定级。', en: 'Grade it first.' },
  },
  'fault-not-dispatched': {
    status: 409,
    title: { zh: '尚未派单', en: 'No crew sent' },
    detail: { zh: '还没有派出抢修班组。', en: 'No crew was sent.' },
    remedy: { zh: '请先派单。', en: 'Send a crew first.' },
  },
  'fault-handled-by-another': {
    status: 409,
    title: { zh: '由他人处理中', en: 'Handled by somebody else' },
    detail: { zh: '班组另一位同事在处理。', en: 'Somebody else of the crew is on it.' },
    remedy: { zh: '如需接手，请先接单出发。', en: 'Depart for it to take it over.' },
  },
  'fault-not-arrived': {
    status: 409,
    title: { zh: '尚未到场', en: 'Not on site' },
    detail: { zh: '还没有登记到达现场。', en: 'Nobody has arrived on site.' },
    remedy: { zh: '请先登记到场。', en: 'Record the arrival first.' },
  },
  'fault-cause-not-found': {
    status: 409,
    title: { zh: '原因未登记', en: 'Cause not found' },
    detail: {
      zh: '恢复供电前要登记原因。',
      en: 'What broke is recorded before supply counts as restored.',
    },
    remedy: { zh: '请先登记原因。', en: 'Record the cause first.' },
  },
  'fault-not-restored': {
    status: 409,
    title: { zh: '尚未恢复供电', en: 'Supply not restored' },
    detail: { zh: '供电还没有恢复。', en: 'Supply is not back yet.' },
    remedy: { zh: '请先恢复供电。', en: 'Restore it first.' },
  },
  'fault-not-verified': {
    status: 409,
    title: { zh: '尚未核实', en: 'Not verified' },
    detail: { zh: '还没有向客户或电表核实。', en: 'Nobody asked the customer or the meter yet.' },
    remedy: { zh: '请先核实。', en: 'Verify it first.' },
  },
  'fault-still-open': {
    status: 409,
    title: { zh: '仍在处理', en: 'Still open' },
    detail: { zh: '抢修尚未结束，谈不上重新处理。', en: 'It is still being worked on.' },
    remedy: { zh: '请继续处理。', en: 'Go on working on it.' },
  },
  'fault-not-linked': {
    status: 409,
    title: { zh: '未关联这次停电', en: 'Not linked to this outage' },
    detail: {
      zh: '它没有关联停电，或关联的是另一次。',
      en: 'It waits for no outage, or for another.',
    },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'fault-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: { zh: '承诺仍在期限内，或已兑现。', en: 'The promise still runs, or was kept.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'outage-unknown': {
    status: 404,
    title: { zh: '停电信息不存在', en: 'No such outage' },
    detail: { zh: '没有发布过这次停电。', en: 'Nobody announced this outage.' },
    remedy: { zh: '请从停电信息列表中选择。', en: 'Choose one from the list of outages.' },
  },
  'outage-over': {
    status: 409,
    title: { zh: '停电已恢复', en: 'Outage over' },
    detail: { zh: '这次停电已经恢复。', en: 'It is over: what is reported now is another matter.' },
    remedy: { zh: '请作为新故障处理。', en: 'Handle it as a fault of its own.' },
  },
} satisfies Record<FaultRefusal | OutageRefusal, Problem>);
