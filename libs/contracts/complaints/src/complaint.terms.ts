/** The words of complaints, with what they are called in both languages. */
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type ComplaintId = string & { readonly __brand: 'ComplaintId' };
export const complaintIdSchema = idSchema<ComplaintId>('complaint');

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

export const categoryGroupTitles = {
  service: { zh: '服务投诉', en: 'Service' },
  business: { zh: '营业投诉', en: 'Business' },
  outage: { zh: '停送电投诉', en: 'Outage' },
  quality: { zh: '供电质量投诉', en: 'Supply quality' },
  construction: { zh: '电网建设投诉', en: 'Grid construction' },
} satisfies Record<string, Title>;
export type CategoryGroup = keyof typeof categoryGroupTitles;

/** First and second level of the 2014 scheme (requirements B3, [Z14] grade B). */
export const categoryTitles = {
  'service.attitude': { zh: '服务态度', en: 'Attitude' },
  'service.conduct': { zh: '服务行为', en: 'Conduct' },
  'service.hours': { zh: '营业时间', en: 'Opening hours' },
  'service.items': { zh: '服务项目', en: 'Services offered' },
  'service.facilities': { zh: '服务设施', en: 'Facilities' },
  'service.website': { zh: '服务网站', en: 'Website' },
  'business.connection': { zh: '业扩报装', en: 'New connection' },
  'business.change': { zh: '用电变更', en: 'Change of supply' },
  'business.reading': { zh: '抄表催费', en: 'Reading and dunning' },
  'business.tariff': { zh: '电费电价', en: 'Bills and tariffs' },
  'business.metering': { zh: '电能计量', en: 'Metering' },
  'business.charges': { zh: '业务收费', en: 'Charges' },
  'outage.notice': { zh: '停送电信息公告', en: 'Outage notices' },
  'outage.execution': { zh: '停电计划执行', en: 'Execution of plans' },
  'outage.repair': { zh: '抢修服务', en: 'Repair service' },
  'quality.voltage': { zh: '电压质量', en: 'Voltage' },
  'quality.reliability': { zh: '供电可靠性', en: 'Reliability' },
  'construction.works': { zh: '施工', en: 'Works' },
  'construction.siting': { zh: '设施选址', en: 'Siting' },
} satisfies Record<string, Title>;
export type Category = keyof typeof categoryTitles;
export const categorySchema = z.enum(keysOf(categoryTitles));
export const groupOf = (category: Category) => category.split('.')[0] as CategoryGroup;

export const severityTitles = {
  special: { zh: '特殊', en: 'Special' },
  major: { zh: '重大', en: 'Major' },
  important: { zh: '重要', en: 'Important' },
  general: { zh: '一般', en: 'General' },
} satisfies Record<string, Title>;
export type Severity = keyof typeof severityTitles;
export const severitySchema = z.enum(keysOf(severityTitles));

/** What a grave case is called; others say nothing of it. */
export const raisedSeveritySchema = severitySchema.exclude(['general']);
export type RaisedSeverity = z.infer<typeof raisedSeveritySchema>;

export const statusTitles = {
  lodged: { zh: '已受理', en: 'Lodged' },
  dispatched: { zh: '已派单', en: 'Dispatched' },
  accepted: { zh: '已接单', en: 'Accepted' },
  returned: { zh: '已退单', en: 'Returned' },
  contacted: { zh: '已联系', en: 'Customer contacted' },
  investigated: { zh: '已调查', en: 'Investigated' },
  adjudicated: { zh: '已认定', en: 'Adjudicated' },
  remedied: { zh: '已补救', en: 'Remedied' },
  replied: { zh: '已答复', en: 'Replied' },
  closed: { zh: '已办结', en: 'Closed' },
  reopened: { zh: '重新处理', en: 'Reopened' },
} satisfies Record<string, Title>;
export type Status = keyof typeof statusTitles;
export const statusSchema = z.enum(keysOf(statusTitles));

export const verdictTitles = {
  proven: { zh: '属实', en: 'Proven' },
  'partly-proven': { zh: '部分属实', en: 'Partly proven' },
  unproven: { zh: '不属实', en: 'Unproven' },
} satisfies Record<string, Title>;
export type Verdict = keyof typeof verdictTitles;
export const verdictSchema = z.enum(keysOf(verdictTitles));

/** People, material, event: the three kinds of failure (requirements A38). */
export const causeTitles = {
  people: { zh: '人员', en: 'People' },
  material: { zh: '物资', en: 'Material' },
  event: { zh: '事件', en: 'Event' },
} satisfies Record<string, Title>;
export type Cause = keyof typeof causeTitles;
export const causeSchema = z.enum(keysOf(causeTitles));

/** The four recovery steps (requirements A39 to A42). */
export const remedyTitles = {
  apology: { zh: '道歉', en: 'Apology' },
  correction: { zh: '紧急纠正', en: 'Urgent correction' },
  compensation: { zh: '象征性补偿', en: 'Symbolic compensation' },
  'follow-up': { zh: '跟踪回访', en: 'Follow-up' },
} satisfies Record<string, Title>;
export type Remedy = keyof typeof remedyTitles;
export const remedySchema = z.enum(keysOf(remedyTitles));

/** From very satisfied (5) to very dissatisfied (1); the scale is unverified (requirements E5). */
export const satisfactionSchema = z.int().min(1).max(5);

export const returnReasonTitles = {
  'wrong-unit': { zh: '派单单位有误', en: 'Wrong unit' },
  'incomplete-information': { zh: '信息不全', en: 'Information incomplete' },
  'wrong-category': { zh: '分类有误', en: 'Wrong category' },
} satisfies Record<string, Title>;
export type ReturnReason = keyof typeof returnReasonTitles;
export const returnReasonSchema = z.enum(keysOf(returnReasonTitles));
