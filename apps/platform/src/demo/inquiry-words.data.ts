/** What customers ask about bills and meters that takes longer, and what comes of it. */
import type { InquiryKind } from '@taizhang/contracts/billing-inquiries';

export type InquiryWords = Readonly<{
  kind: InquiryKind;
  asks: string;
  /** The answer where nothing was wrong. */
  told: string;
}>;

/** A call to the repair line that was none. */
export const arrearsCall = {
  says: '下午回家发现停电，邻居家有电，请派人来修。',
  note: '经询问属欠费停电，客户询问欠费金额及缴清后何时复电。',
  told: '已告知欠费月份与金额、缴费渠道，缴清后二十四小时内复电。',
};

export const askedOfBilling: readonly InquiryWords[] = [
  {
    kind: 'bill',
    asks: '对比两个月账单，电量差别较大，希望逐日说明。',
    told: '已调取逐日冻结示数逐日说明，两个月用电差异来自空调使用，客户认可。',
  },
  {
    kind: 'disputed-amount',
    asks: '本月电费明显偏高，家中用电没有变化，不认可账单金额。',
    told: '经核对逐日示数与账单一致，用电集中在晚间，已告知客户查询逐日电量的方法。',
  },
  {
    kind: 'tariff',
    asks: '房屋为自住，怀疑按商业电价计费，请核实。',
    told: '经核实执行居民生活电价，无误，已说明电价构成。',
  },
  {
    kind: 'tiers',
    asks: '家中人口多，询问阶梯电价为何进入第二档。',
    told: '已说明本省阶梯分档及多人口家庭申请办法，客户自行准备材料。',
  },
  {
    kind: 'penalty',
    asks: '账单上有违约金，认为已按时缴费，要求核实。',
    told: '经核实缴费到账晚于截止日两天，违约金计算无误，已说明算法。',
  },
  {
    kind: 'payment',
    asks: '手机已缴费，仍收到催费短信，询问是否到账。',
    told: '款项已到账，短信为到账前批次发送，已致歉说明。',
  },
  {
    kind: 'invoice',
    asks: '需要更换发票抬头并补开两个月发票。',
    told: '已更正抬头并补开电子发票，发至客户邮箱。',
  },
  {
    kind: 'reading-error',
    asks: '现场表上的数字与账单止数不一致，怀疑抄错。',
    told: '现场核对示数与账单止数一致，差异为抄表日之后的用电。',
  },
  {
    kind: 'disputed-meter',
    asks: '怀疑电表走得快，关掉总开关指示灯仍在闪，要求校表。',
    told: '校验误差在允许范围内，指示灯为通信闪烁，已向客户出示证书。',
  },
];

export const outcomes = {
  misread: '现场核对，{month}补抄时录入有误，多计电量已更正。',
  refund: '多计电费 {amount} 元已退入账户，可抵下期电费，谨致歉意。',
  fast: '检定结论：误差 +3.85 %，超出允许误差 ±2 %，判定超差。',
  reopened: '退费没有到账，答复与实际不符，请重新核实。',
  disputed: '对检定室结论有异议，要求送上级机构复检。',
} as const;

export const toldOfZhou = {
  asks: '换了节能电器，电费反而比去年多，空载时电表还在走，要求校验电能表。',
  note: '已上门拆表送检，装临时表计量，客户在场确认示数。',
  explanation: '检定证书 JD-2026-0118：误差 +3.85 %，超出 ±2 %；按自上次检定起一半时间退还。',
  reply:
    '周女士：您的电能表经检定偏快 3.85 %，按规定以零误差为基准、按一半时间计算，应退 {amount} 元，' +
    '已退入户号 0400024680，并已更换新表，诚恳致歉。',
} as const;

/** Somebody was cut off although they had paid: what was written about it. */
export const mending = {
  findings: '表箱内相邻两户表计开关接反，停电操作误断已缴费客户。',
  result: '恢复该户供电，核对并更正表箱户号标识。',
  found: '停电执行前未按规定核对户号与表号，表箱标识贴错，误断邻户。',
  note: '当日上门说明情况并致歉，确认已恢复供电。',
  reasons: '停电操作记录与缴费记录不符，属我方责任。',
  apology: '营销部主任上门致歉，更正表箱标识并排查同一台区。',
  reply: '误停电系现场未核对表号所致，责任在我公司，已致歉并完成标识整改。',
};
