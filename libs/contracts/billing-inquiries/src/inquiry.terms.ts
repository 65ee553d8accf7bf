/** The words of billing inquiries, with what they are called in both languages. */
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type InquiryId = string & { readonly __brand: 'InquiryId' };
export const inquiryIdSchema = idSchema<InquiryId>('inquiry');

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

/** What an inquiry asks (requirements B4). */
export const inquiryKindTitles = {
  bill: { zh: '账单查询', en: 'Bill' },
  'disputed-amount': { zh: '电费异议', en: 'Disputed amount' },
  'reading-error': { zh: '抄表差错', en: 'Reading error' },
  tariff: { zh: '电价执行', en: 'Tariff applied' },
  tiers: { zh: '阶梯电价', en: 'Tiered tariff' },
  'disputed-meter': { zh: '计量异议/校表', en: 'Disputed meter' },
  arrears: { zh: '欠费停复电', en: 'Arrears and reconnection' },
  penalty: { zh: '违约金', en: 'Late-payment penalty' },
  adjustment: { zh: '退补电费', en: 'Refund or back-billing' },
  payment: { zh: '缴费渠道/到账', en: 'Payment channels and receipt' },
  invoice: { zh: '发票', en: 'Invoice' },
} satisfies Record<string, Title>;
export type InquiryKind = keyof typeof inquiryKindTitles;
export const inquiryKindSchema = z.enum(keysOf(inquiryKindTitles));

/** Requirements part C, billing inquiry. */
export const inquiryStatusTitles = {
  opened: { zh: '已登记', en: 'Opened' },
  verified: { zh: '已核实账户', en: 'Account verified' },
  typed: { zh: '已定类', en: 'Typed' },
  investigating: { zh: '核查中', en: 'Investigating' },
  'test-requested': { zh: '校表中', en: 'Meter on test' },
  tested: { zh: '已校表', en: 'Meter tested' },
  'test-disputed': { zh: '对校验结果有异议', en: 'Test disputed' },
  found: { zh: '已有结论', en: 'Finding made' },
  'adjustment-proposed': { zh: '退补待审批', en: 'Adjustment proposed' },
  'adjustment-approved': { zh: '退补已审批', en: 'Adjustment approved' },
  'adjustment-posted': { zh: '退补已入账', en: 'Adjustment posted' },
  answered: { zh: '已答复', en: 'Answered' },
  reopened: { zh: '重新处理', en: 'Reopened' },
  closed: { zh: '已办结', en: 'Closed' },
} satisfies Record<string, Title>;
export type InquiryStatus = keyof typeof inquiryStatusTitles;
export const inquiryStatusSchema = z.enum(keysOf(inquiryStatusTitles));

/** What was found out; the first four are the cases of refund and back-billing (退补, [M2]). */
export const findingTitles = {
  'out-of-tolerance': { zh: '计量超差', en: 'Meter out of tolerance' },
  wiring: { zh: '计量接线错误', en: 'Meter wired wrongly' },
  'wrong-ratio': { zh: '倍率错误', en: 'Wrong transformer ratio' },
  'no-record': { zh: '无法计量，按正常月', en: 'Not metered; normal months count' },
  reading: { zh: '抄表差错', en: 'Misread' },
  tariff: { zh: '电价执行有误', en: 'Wrong tariff applied' },
  'no-error': { zh: '计量计费无误', en: 'Nothing wrong' },
} satisfies Record<string, Title>;
export type Finding = keyof typeof findingTitles;
export const findingSchema = z.enum(keysOf(findingTitles));

/** Who tested the meter: our own laboratory, or the superior metrology body when disputed [M1]. */
export const testerTitles = {
  company: { zh: '供电企业检定室', en: "The company's laboratory" },
  superior: { zh: '上级计量检定机构', en: 'Superior metrology body' },
} satisfies Record<string, Title>;
export type Tester = keyof typeof testerTitles;
export const testerSchema = z.enum(keysOf(testerTitles));
