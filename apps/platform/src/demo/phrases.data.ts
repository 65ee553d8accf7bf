/** What handlers write while they work on a complaint. */
import type { Remedy, ReturnReason, Verdict } from '@taizhang/contracts/complaints';

/** Why the customer rings again about what was answered. */
export const againPrefixes: readonly string[] = [
  '再次来电：',
  '上次答复后问题仍在。',
  '前几天已咨询过，仍有疑问。',
  '客户不认可上次解释。',
];

export const contactNotes: readonly string[] = [
  '电话联系客户，核实诉求并说明处理流程，客户表示配合。',
  '已致电客户，约定明日上午现场查看。',
  '客户情绪激动，耐心倾听并致歉，承诺时限内答复。',
  '电话核实情况，客户补充提供了照片和缴费记录。',
  '首次拨打未接，半小时后再次联系成功，已告知办理人姓名和电话。',
  '上门与客户面谈，记录诉求三项，客户签字确认。',
  '客户在外务工，已加微信保持联系。',
  '联系客户家属并取得授权，了解事情经过。',
];

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
    '现场检验和系统记录均未发现异常，认定不属实。',
    '我方履行了告知义务，过程合规，认定不属实。',
    '问题由客户内部设备引起，非供电责任，认定不属实。',
  ],
};

/** Added to what was found when only a part of it is true. */
export const partly: readonly string[] = [
  '但客户所述时间与记录有出入。',
  '但影响范围小于客户所述。',
  '其余反映内容未见依据。',
];

export const remedyNotes: Record<Remedy, readonly string[]> = {
  apology: ['电话向客户诚恳致歉，客户接受。', '班长上门道歉，客户表示理解。', '书面致歉信已送达。'],
  correction: [
    '差错已当日更正，客户现场确认。',
    '已安排人员紧急处理完毕，恢复正常。',
    '系统数据已更正并重新出账。',
  ],
  compensation: [
    '按授权给予象征性补偿，计入下期电费。',
    '经班长批准补偿，款项已到客户户号。',
    '赠送节能灯一套折价补偿，客户签收。',
  ],
  'follow-up': [
    '回访客户，问题未再出现。',
    '上门复测，一切正常，客户满意。',
    '电话跟踪，客户确认退费到账。',
  ],
};

export const returnNotes: Record<ReturnReason, readonly string[]> = {
  'wrong-unit': ['不属本班职责，建议改派专业班组。', '涉及其他专业，请重新派单。'],
  'incomplete-information': [
    '缺少户号和地址，无法核实，请补充。',
    '未注明具体时间地点，请补充后再派。',
  ],
  'wrong-category': ['分类有误，应归入其他类别。'],
};

export const reopeningReasons: readonly string[] = [
  '客户反映问题再次出现，答复的措施没有效果。',
  '承诺的退费仍未到账，要求重新处理。',
  '客户不认可处理结果，要求复核。',
  '答复时限内应完成的整改未见动静。',
];

export const secondFindings: readonly string[] = [
  '复查发现首次整改不彻底，已找到根本原因。',
  '退费流程在审核环节被退回，未及时跟进。',
  '复核原始记录，首次认定证据不足。',
];

export const secondReplies: readonly string[] = [
  '复查后问题已彻底解决，对首次处理不到位再次向您致歉。',
  '退费今日已到账，请您查收，感谢您的耐心。',
  '经复核补充整改完毕，并将在一个月内跟踪效果。',
];
