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
