/** The words of accounts: who owes what for which energy, and whether the supply is on. */
import { supplyPointIdSchema, type SupplyPointId } from '@taizhang/contracts/intake';
import { customerIdSchema } from '@taizhang/contracts/intake';
import { idFrom, idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type AccountId = string & { readonly __brand: 'AccountId' };
export const accountIdSchema = idSchema<AccountId>('account');

/** One account a supply point: everybody who knows the one knows the other. */
export const accountIdOf = (supplyPointId: SupplyPointId | string) =>
  idFrom('account', supplyPointId) as AccountId;

/** Whose account it is, in every event of it. */
export const accountFields = {
  accountId: accountIdSchema,
  supplyPointId: supplyPointIdSchema,
  customerId: customerIdSchema,
};

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

export const readingMethodTitles = {
  remote: { zh: '远程抄表', en: 'Remote reading' },
  manual: { zh: '现场抄表', en: 'Read on site' },
  estimated: { zh: '估抄', en: 'Estimated' },
} satisfies Record<string, Title>;
export const readingMethodSchema = z.enum(keysOf(readingMethodTitles));

/** Decides the rate of the late-payment penalty ([L1]). */
export const tariffTitles = {
  resident: { zh: '居民生活', en: 'Residential' },
  business: { zh: '一般工商业', en: 'Business' },
  industrial: { zh: '大工业', en: 'Industrial' },
} satisfies Record<string, Title>;
export type Tariff = keyof typeof tariffTitles;
export const tariffSchema = z.enum(keysOf(tariffTitles));

export const paymentMeansTitles = {
  bank: { zh: '银行代收', en: 'Bank collection' },
  app: { zh: '手机应用', en: 'Mobile app' },
  counter: { zh: '营业厅', en: 'Counter' },
  outlet: { zh: '代收点', en: 'Payment outlet' },
} satisfies Record<string, Title>;
export const paymentMeansSchema = z.enum(keysOf(paymentMeansTitles));

export const supplyStatusTitles = {
  on: { zh: '正常供电', en: 'On' },
  dunned: { zh: '已催费', en: 'Dunned' },
  'cut-proposed': { zh: '停电待审批', en: 'Disconnection proposed' },
  'cut-approved': { zh: '停电已审批', en: 'Disconnection approved' },
  cut: { zh: '已停电', en: 'Cut off' },
  'reconnection-due': { zh: '待复电', en: 'To be reconnected' },
} satisfies Record<string, Title>;
export type SupplyStatus = keyof typeof supplyStatusTitles;
export const supplyStatusSchema = z.enum(keysOf(supplyStatusTitles));

export const cutCauseTitles = {
  arrears: { zh: '欠费停电', en: 'Arrears' },
  'prepaid-balance': { zh: '预付费余额不足', en: 'Prepaid balance used up' },
} satisfies Record<string, Title>;
export const cutCauseSchema = z.enum(keysOf(cutCauseTitles));

export const mistakeTitles = {
  paid: { zh: '已缴费仍被停电', en: 'Cut although paid' },
  'not-noticed': { zh: '未按规定通知', en: 'Cut without due notice' },
  'too-early': { zh: '未到可停电期限', en: 'Cut too early' },
  'not-approved': { zh: '未经审批', en: 'Cut without approval' },
  'not-announced': { zh: '停电前未再次通知', en: 'Cut without a second notice' },
  'balance-left': { zh: '余额未用完', en: 'Cut with balance left' },
  'wrong-meter': { zh: '停错用户', en: 'The wrong meter was cut' },
} satisfies Record<string, Title>;
export type Mistake = keyof typeof mistakeTitles;
export const mistakeSchema = z.enum(keysOf(mistakeTitles));
