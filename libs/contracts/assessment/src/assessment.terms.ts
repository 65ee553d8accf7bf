/** The words of assessment, with what they are called in both languages. */
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import { inquiryIdSchema } from '@taizhang/contracts/billing-inquiries';
import { faultIdSchema } from '@taizhang/contracts/intake';
import { idSchema } from '@taizhang/kernel';
import { z } from 'zod';

export type CallbackId = string & { readonly __brand: 'CallbackId' };
export type RatingId = string & { readonly __brand: 'RatingId' };
export type SpotCheckId = string & { readonly __brand: 'SpotCheckId' };
export type PeriodId = string & { readonly __brand: 'PeriodId' };
export type ScorecardId = string & { readonly __brand: 'ScorecardId' };
export const callbackIdSchema = idSchema<CallbackId>('callback');
export const ratingIdSchema = idSchema<RatingId>('rating');
export const spotCheckIdSchema = idSchema<SpotCheckId>('spot-check');
export const periodIdSchema = idSchema<PeriodId>('assessment-period');
export const scorecardIdSchema = idSchema<ScorecardId>('scorecard');

/** Any case that somebody may be asked about, whichever context owns it. */
export const caseIdSchema = z.union([complaintIdSchema, faultIdSchema, inquiryIdSchema]);
export type CaseId = z.infer<typeof caseIdSchema>;

type Title = Readonly<{ zh: string; en: string }>;
const keysOf = <Key extends string>(titles: Record<Key, Title>) =>
  Object.keys(titles) as [Key, ...Key[]];

export const caseKindTitles = {
  complaint: { zh: '投诉', en: 'Complaint' },
  fault: { zh: '故障', en: 'Fault' },
  inquiry: { zh: '电费查询', en: 'Billing inquiry' },
} satisfies Record<string, Title>;
export type CaseKind = keyof typeof caseKindTitles;
export const caseKindSchema = z.enum(keysOf(caseKindTitles));
export const kindOfCase = (caseId: string) => caseId.split('-', 1)[0] as CaseKind;

/** Five steps of satisfaction (requirements part E 5, unverified); unrated is null. */
export const scoreTitles = {
  5: { zh: '非常满意', en: 'Very satisfied' },
  4: { zh: '满意', en: 'Satisfied' },
  3: { zh: '一般', en: 'Neither' },
  2: { zh: '不满意', en: 'Dissatisfied' },
  1: { zh: '非常不满意', en: 'Very dissatisfied' },
} satisfies Record<string, Title>;
export const scoreSchema = z.int().min(1).max(5);
/** From here down the answer did not hold: the case is opened again. */
export const dissatisfiedMax = 2;

export const callbackKindTitles = {
  satisfaction: { zh: '满意度回访', en: 'Satisfaction' },
  recovery: { zh: '补救后两周再沟通', en: 'Two weeks after a recovery' },
} satisfies Record<string, Title>;
export type CallbackKind = keyof typeof callbackKindTitles;
export const callbackKindSchema = z.enum(keysOf(callbackKindTitles));

export const callbackStatusTitles = {
  scheduled: { zh: '待回访', en: 'Due' },
  attempted: { zh: '未接通', en: 'Not reached yet' },
  scored: { zh: '已评分', en: 'Scored' },
  unreachable: { zh: '无法联系', en: 'Unreachable' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Title>;
export type CallbackStatus = keyof typeof callbackStatusTitles;
export const callbackStatusSchema = z.enum(keysOf(callbackStatusTitles));

/** Why a callback is not made any more. */
export const withdrawalReasonSchema = z.enum([
  'case-reopened',
  'processing-restricted',
  'person-erased',
]);
export type WithdrawalReason = z.infer<typeof withdrawalReasonSchema>;

export const attemptOutcomeTitles = {
  'no-answer': { zh: '无人接听', en: 'No answer' },
  busy: { zh: '占线或不便', en: 'Busy or not convenient' },
  'wrong-number': { zh: '号码有误', en: 'Wrong number' },
} satisfies Record<string, Title>;
export type AttemptOutcome = keyof typeof attemptOutcomeTitles;
export const attemptOutcomeSchema = z.enum(keysOf(attemptOutcomeTitles));

export const spotCheckStatusTitles = {
  drawn: { zh: '待评分', en: 'To be scored' },
  completed: { zh: '已完成', en: 'Completed' },
} satisfies Record<string, Title>;
export const spotCheckStatusSchema = z.enum(keysOf(spotCheckStatusTitles));

export const scorecardStatusTitles = {
  opened: { zh: '已建立', en: 'Opened' },
  evidenced: { zh: '已取数', en: 'Evidence linked' },
  scored: { zh: '已评分', en: 'Scored' },
  published: { zh: '已公示', en: 'Published' },
  objected: { zh: '有异议', en: 'Objected to' },
  final: { zh: '已定稿', en: 'Final' },
} satisfies Record<string, Title>;
export type ScorecardStatus = keyof typeof scorecardStatusTitles;
export const scorecardStatusSchema = z.enum(keysOf(scorecardStatusTitles));

export const reviewOutcomeTitles = {
  upheld: { zh: '维持原评分', en: 'Score stands' },
  corrected: { zh: '更正评分', en: 'Score corrected' },
} satisfies Record<string, Title>;
export type ReviewOutcome = keyof typeof reviewOutcomeTitles;
export const reviewOutcomeSchema = z.enum(keysOf(reviewOutcomeTitles));
