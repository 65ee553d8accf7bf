/** The words of intake, with what they are called in both languages. */
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type CustomerId = string & { readonly __brand: 'CustomerId' };
export type ContactId = string & { readonly __brand: 'ContactId' };
export type SupplyPointId = string & { readonly __brand: 'SupplyPointId' };
export type FaultId = string & { readonly __brand: 'FaultId' };
export const customerIdSchema = idSchema<CustomerId>('customer');
export const contactIdSchema = idSchema<ContactId>('contact');
export const supplyPointIdSchema = idSchema<SupplyPointId>('supplypoint');
export const faultIdSchema = idSchema<FaultId>('fault');

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

export const customerKindTitles = {
  resident: { zh: '居民', en: 'Resident' },
  business: { zh: '一般工商业', en: 'Business' },
  industrial: { zh: '大工业', en: 'Industrial' },
  important: { zh: '重要用户', en: 'Important user' },
} satisfies Record<string, Title>;
export type CustomerKind = keyof typeof customerKindTitles;
export const customerKindSchema = z.enum(keysOf(customerKindTitles));

/** Decides which arrival and restoration promises hold (requirements B1). */
export const areaTitles = {
  urban: { zh: '城区', en: 'Urban' },
  rural: { zh: '农村', en: 'Rural' },
  remote: { zh: '特殊边远地区', en: 'Remote' },
} satisfies Record<string, Title>;
export type Area = keyof typeof areaTitles;
export const areaSchema = z.enum(keysOf(areaTitles));

export const channelTitles = {
  hotline: { zh: '95598热线', en: 'Hotline 95598' },
  counter: { zh: '营业厅', en: 'Counter' },
  web: { zh: '网站', en: 'Website' },
  app: { zh: '手机应用', en: 'Mobile app' },
  letter: { zh: '信函', en: 'Letter' },
  visit: { zh: '走访', en: 'Visit' },
  regulator: { zh: '12398转办', en: 'Regulator 12398' },
  government: { zh: '12345转办', en: 'Government 12345' },
  legacy: { zh: '历史导入', en: 'Imported history' },
} satisfies Record<string, Title>;
export type Channel = keyof typeof channelTitles;
export const channelSchema = z.enum(keysOf(channelTitles));

/** Work-order types of the 95598 hotline (requirements B3). */
export const contactTypeTitles = {
  inquiry: { zh: '咨询查询', en: 'Inquiry' },
  fault: { zh: '故障报修', en: 'Fault report' },
  complaint: { zh: '投诉', en: 'Complaint' },
  tipoff: { zh: '举报', en: 'Tip-off' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  opinion: { zh: '意见', en: 'Opinion' },
  praise: { zh: '表扬', en: 'Praise' },
  'service-request': { zh: '服务申请', en: 'Service request' },
  urge: { zh: '催办', en: 'Urge' },
} satisfies Record<string, Title>;
export type ContactType = keyof typeof contactTypeTitles;
export const contactTypeSchema = z.enum(keysOf(contactTypeTitles));

/** What a contact is about: the customer's matter, whatever its type. */
export const topicTitles = {
  bill: { zh: '电费账单', en: 'Bill' },
  tariff: { zh: '电价政策', en: 'Tariff' },
  reading: { zh: '抄表', en: 'Meter reading' },
  meter: { zh: '电能计量', en: 'Metering' },
  payment: { zh: '缴费', en: 'Payment' },
  arrears: { zh: '欠费停复电', en: 'Arrears and reconnection' },
  invoice: { zh: '发票', en: 'Invoice' },
  outage: { zh: '停电', en: 'Outage' },
  voltage: { zh: '电压质量', en: 'Voltage quality' },
  connection: { zh: '业扩报装', en: 'New connection' },
  conduct: { zh: '服务态度与行为', en: 'Staff conduct' },
  construction: { zh: '电网建设', en: 'Grid construction' },
  other: { zh: '其他', en: 'Other' },
} satisfies Record<string, Title>;
export type Topic = keyof typeof topicTitles;
export const topicSchema = z.enum(keysOf(topicTitles));
