/** The words of faults, with what they are called in both languages. */
import type { FrozenPromise } from '@taizhang/calendar';
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type OutageId = string & { readonly __brand: 'OutageId' };
export const outageIdSchema = idSchema<OutageId>('outage');

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

/** The seven fault classes (requirements B3; unverified). */
export const faultClassTitles = {
  'low-voltage': { zh: '低压故障', en: 'Low voltage' },
  'high-voltage': { zh: '高压故障', en: 'High voltage' },
  quality: { zh: '电能质量故障', en: 'Supply quality' },
  'customer-internal': { zh: '客户内部故障', en: "Customer's own installation" },
  'non-power': { zh: '非电力故障', en: 'Not electricity' },
  metering: { zh: '计量故障', en: 'Metering' },
  charging: { zh: '充电设施故障', en: 'Charging point' },
} satisfies Record<string, Title>;
export type FaultClass = keyof typeof faultClassTitles;
export const faultClassSchema = z.enum(keysOf(faultClassTitles));

export const faultGradeTitles = {
  urgent: { zh: '紧急', en: 'Urgent' },
  ordinary: { zh: '一般', en: 'Ordinary' },
} satisfies Record<string, Title>;
export type FaultGrade = keyof typeof faultGradeTitles;
export const faultGradeSchema = z.enum(keysOf(faultGradeTitles));

/**
 * What makes a fault urgent, as data: a ground found is a grade, none is ordinary. The first
 * three are placeholders (requirements E5, unverified); the last is B4's top priority.
 */
export const gradeGroundTitles = {
  'danger-to-life': { zh: '危及人身安全', en: 'Danger to life' },
  'important-user': { zh: '重要用户停电', en: 'Important user without supply' },
  'wide-outage': { zh: '大面积停电', en: 'Wide outage' },
  'mistaken-disconnection': { zh: '误停电', en: 'Cut off by mistake' },
} satisfies Record<string, Title>;
export type GradeGround = keyof typeof gradeGroundTitles;
export const gradeGroundSchema = z.enum(keysOf(gradeGroundTitles));
export const gradeOf = (grounds: readonly GradeGround[]): FaultGrade =>
  grounds.length > 0 ? 'urgent' : 'ordinary';

/** Where the trouble lies, found by asking (requirements A18 and part C). */
export const triageTitles = {
  dispatch: { zh: '需派抢修', en: 'Send a crew' },
  'known-outage': { zh: '已知停电', en: 'Known outage' },
  arrears: { zh: '欠费停电', en: 'Cut off for arrears' },
  'customer-internal': { zh: '客户内部故障', en: "Customer's own installation" },
} satisfies Record<string, Title>;
export type Triage = keyof typeof triageTitles;
export const triageSchema = z.enum(keysOf(triageTitles));

export const faultStatusTitles = {
  reported: { zh: '已报修', en: 'Reported' },
  triaged: { zh: '已分诊', en: 'Triaged' },
  graded: { zh: '待派单', en: 'To dispatch' },
  dispatched: { zh: '已派单', en: 'Dispatched' },
  departed: { zh: '已出发', en: 'On the way' },
  arrived: { zh: '已到场', en: 'On site' },
  'cause-found': { zh: '已查明', en: 'Cause found' },
  restored: { zh: '已复电', en: 'Restored' },
  verified: { zh: '已核实', en: 'Verified' },
  closed: { zh: '已办结', en: 'Closed' },
  reopened: { zh: '重新处理', en: 'Reopened' },
} satisfies Record<string, Title>;
export type FaultStatus = keyof typeof faultStatusTitles;
export const faultStatusSchema = z.enum(keysOf(faultStatusTitles));

export const faultCauseTitles = {
  weather: { zh: '恶劣天气', en: 'Weather' },
  equipment: { zh: '设备故障', en: 'Equipment' },
  overload: { zh: '过负荷', en: 'Overload' },
  'third-party': { zh: '外力破坏', en: 'Third party' },
  'our-work': { zh: '作业失误', en: 'Our own work' },
  'customer-equipment': { zh: '客户设备', en: "Customer's equipment" },
  other: { zh: '其他', en: 'Other' },
} satisfies Record<string, Title>;
export type FaultCause = keyof typeof faultCauseTitles;
export const faultCauseSchema = z.enum(keysOf(faultCauseTitles));

export const outageKindTitles = {
  planned: { zh: '计划停电', en: 'Planned' },
  fault: { zh: '故障停电', en: 'Fault' },
} satisfies Record<string, Title>;
export type OutageKind = keyof typeof outageKindTitles;
export const outageKindSchema = z.enum(keysOf(outageKindTitles));

/** Which promises wait for which act; the strictest of them measures it. */
export const faultPromises = {
  dispatch: ['fault-dispatch', 'important-user-dispatch'],
  arrival: [
    'arrival-urban',
    'arrival-rural',
    'arrival-remote',
    'arrival-urban-hard-stop',
    'arrival-rural-hard-stop',
    'arrival-remote-hard-stop',
    'important-user-arrival',
  ],
  restoration: ['restoration-urban', 'restoration-rural'],
} as const satisfies Record<string, readonly FrozenPromise['promise'][]>;
