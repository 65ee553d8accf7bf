/** What handlers write while they work on a complaint. */
import type { Remedy, ReturnReason, Verdict } from '@taizhang/contracts/complaints';

/** Why the customer rings again about what was answered. */
export const againPrefixes: readonly string[] = [
  '再次来电：',
  '上次答复后问题仍在。',
  '前几天已咨询过，仍有疑问。',
  '客户不认可上次解释。',
];

export const contactNotes = {
  phone: [
    '电话联系客户，核实诉求并说明处理流程，客户表示配合。',
    '已致电客户，约定时间现场查看。',
    '客户情绪激动，耐心倾听并致歉，承诺时限内答复。',
    '首次拨打未接，半小时后再次联系成功，已告知办理人姓名和电话。',
    '联系客户家属并取得授权，了解事情经过。',
  ],
  visit: ['上门与客户面谈，记录诉求，客户签字确认。', '到现场与客户一起核实情况并拍照留存。'],
  message: ['客户在外务工，已通过短信说明办理人和时限。', '客户通过短信补充提供了照片和缴费记录。'],
} as const;

export const verdictReasons: Record<Verdict, readonly string[]> = {
  proven: [
    '现场与系统记录相互印证，客户反映情况属实，责任在我方。',
    '调取记录与客户陈述一致，认定属实。',
    '违反服务承诺，认定属实，按规定纳入考核。',
  ],
  'partly-proven': [
    '客户反映的主要情况存在，但部分内容与记录不符，认定部分属实。',
    '我方存在告知不到位，客户所述损失无依据，认定部分属实。',
    '延误属实，但未超过承诺时限，认定部分属实。',
  ],
  unproven: [
    '调阅系统记录并现场核对，未发现我方过错，认定不属实。',
    '客户反映情况与核查结果不符，认定不属实。',
    '我方处理过程合规、告知到位，认定不属实。',
  ],
};

/** Added to what was found when only a part of it is true. */
export const partly: readonly string[] = [
  '但客户所述时间与记录有出入。',
  '但影响范围小于客户所述。',
  '其余反映内容未见依据。',
];

type Nature = 'money' | 'supply' | 'service';

export const remedyNotes: Record<Remedy, Record<Nature, readonly string[]>> = {
  apology: alike([
    '电话向客户诚恳致歉，客户接受。',
    '班长上门道歉，客户表示理解。',
    '书面致歉信已送达。',
  ]),
  correction: {
    money: ['差错已当日更正，退补电费流程已发起。', '系统数据已更正并重新出账。'],
    supply: ['已安排人员紧急处理完毕，恢复正常。', '现场整改完成，客户确认。'],
    service: ['业务已当场办结，客户确认。', '责任人已批评教育，流程已更正。'],
  },
  compensation: alike([
    '按授权给予象征性补偿，计入下期电费。',
    '经班长批准给予象征性补偿，款项已到客户户号。',
  ]),
  'follow-up': {
    money: ['电话跟踪，客户确认款项到账。', '回访客户，本月账单正常。'],
    supply: ['上门复测，一切正常，客户满意。', '回访客户，问题未再出现。'],
    service: ['回访客户，对后续服务表示满意。', '回访客户，问题未再出现。'],
  },
};

function alike(notes: readonly string[]): Record<Nature, readonly string[]> {
  return { money: notes, supply: notes, service: notes };
}

export const returnNotes: Record<ReturnReason, readonly string[]> = {
  'wrong-unit': ['不属本班职责，建议改派专业班组。', '涉及其他专业，请重新派单。'],
  'incomplete-information': [
    '缺少户号和地址，无法核实，请补充。',
    '未注明具体时间地点，请补充后再派。',
  ],
  'wrong-category': ['分类有误，应归入其他类别。'],
};

export const reopeningReasons: Record<Nature, readonly string[]> = {
  money: ['承诺的退费仍未到账，要求重新处理。', '客户不认可核算结果，要求复核。'],
  supply: ['客户反映问题再次出现，整改没有效果。', '承诺的整改未见动静，要求重新处理。'],
  service: ['客户不认可处理结果，要求复核。', '同样的情况再次发生，要求重新处理。'],
};

export const secondFindings: Record<Nature, readonly string[]> = {
  money: ['退费流程在审核环节被退回，未及时跟进。', '复核原始记录，首次核算有遗漏。'],
  supply: ['复查发现首次整改不彻底，已找到根本原因。'],
  service: ['复核原始记录，首次认定证据不足。'],
};

export const secondReplies: Record<Nature, readonly string[]> = {
  money: ['款项今日已到账，请您查收，感谢您的耐心。'],
  supply: ['复查后问题已彻底解决，对首次处理不到位再次向您致歉。'],
  service: ['经复核已重新处理，并将在一个月内跟踪效果，再次向您致歉。'],
};
