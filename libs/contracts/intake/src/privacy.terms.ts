/** The words of personal data: on what ground it is erased or kept without being used. */
import { actorIdSchema, idSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { contactIdSchema, customerIdSchema } from './intake.terms';

/** Whose data it is: customers, and members of staff as well. */
export const personIdSchema = z.union([customerIdSchema, actorIdSchema]);
export type PersonId = z.infer<typeof personIdSchema>;

/** Under whose ids personal text may stand: cases too, before anybody knew whose they are. */
export const subjectIdSchema = z.union([personIdSchema, contactIdSchema, idSchema('inquiry')]);

/** Each is one item of PIPL article 47, paragraph 1. */
export const erasureGroundTitles = {
  'purpose-met': { zh: '处理目的已实现或不再必要', en: 'The purpose is met, or needs it no more' },
  'service-ended': { zh: '停止供电服务或保存期限届满', en: 'Service ended or retention expired' },
  'consent-withdrawn': { zh: '个人撤回同意', en: 'The person withdrew consent' },
  unlawful: { zh: '违法或违约处理', en: 'It was processed against law or agreement' },
  'other-law': { zh: '法律、行政法规规定的其他情形', en: 'Another case that laws provide for' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** Article 47, paragraph 2: what must be kept is stored and secured, and not used otherwise. */
export const restrictionGroundTitles = {
  retention: { zh: '法定保存期限未届满', en: 'The law asks to keep it for a time' },
  claims: { zh: '涉及未了结的权利主张', en: 'Claims are not settled' },
  'not-feasible': { zh: '删除在技术上难以实现', en: 'Deletion is technically hard' },
  contested: { zh: '个人对准确性或处理有异议', en: 'The person contests accuracy or use' },
} as const satisfies Record<string, { zh: string; en: string }>;

export const requesterTitles = {
  person: { zh: '本人', en: 'The person' },
  representative: { zh: '监护人或代理人', en: 'Guardian or representative' },
  authority: { zh: '主管部门', en: 'An authority' },
  company: { zh: '本公司主动', en: 'The company itself' },
} as const satisfies Record<string, { zh: string; en: string }>;

const keysOf = <Titles extends object>(titles: Titles) =>
  Object.keys(titles) as [keyof Titles & string, ...(keyof Titles & string)[]];

export const erasureGroundSchema = z.enum(keysOf(erasureGroundTitles));
export type ErasureGround = z.infer<typeof erasureGroundSchema>;
export const restrictionGroundSchema = z.enum(keysOf(restrictionGroundTitles));
export type RestrictionGround = z.infer<typeof restrictionGroundSchema>;
export const requesterSchema = z.enum(keysOf(requesterTitles));
export type Requester = z.infer<typeof requesterSchema>;

/** Number of the request in the files of the company: never a name. */
export const fileReferenceSchema = z
  .string()
  .regex(/^[0-9A-Z][0-9A-Z/-]{0,39}$/, 'digits, capitals, dash and slash, at most 40');

/** What may be done with what is known of a person. */
export const processingTitles = {
  normal: { zh: '正常', en: 'normal' },
  restricted: { zh: '限制处理', en: 'restricted' },
  erased: { zh: '已抹除', en: 'erased' },
} as const;
export const processingSchema = z.enum(keysOf(processingTitles));
export type Processing = z.infer<typeof processingSchema>;
