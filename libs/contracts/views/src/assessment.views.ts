/** Assessment as it is looked at: callbacks, ratings, spot checks, scorecards, promises kept. */
import { limitSchema, promiseNameSchema, promiseRuleSchema } from '@taizhang/calendar';
import {
  callbackKindSchema,
  callbackStatusSchema,
  caseKindSchema,
  checklistSchema,
  evidenceSchema,
  indicatorSchema,
  reviewOutcomeSchema,
  scorecardStatusSchema,
  scoreLineSchema,
  spotCheckStatusSchema,
} from '@taizhang/contracts/assessment';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { page } from './page.views';

const id = z.string();
const count = z.int();
const at = instantSchema.nullable();

export const callbackSchema = z.object({
  id,
  kind: callbackKindSchema,
  caseId: id,
  caseKind: caseKindSchema,
  customerId: id.nullable(),
  handlerId: id.nullable(),
  unitId: id.nullable(),
  status: callbackStatusSchema,
  attempts: count,
  attemptsMax: count,
  scheduledAt: instantSchema,
  dueAt: at,
  /** The promise to call ran out unkept. */
  missed: z.boolean(),
  calledAt: at,
  calledBy: id.nullable(),
  score: count.nullable(),
  dissatisfied: z.boolean(),
  comment: z.string(),
  revision: count,
});
export type Callback = z.infer<typeof callbackSchema>;

export const callbackLists = ['due', 'done', 'all'] as const;
export const callbacksQuery = z.strictObject({
  list: z.enum(callbackLists).default('due'),
  kind: callbackKindSchema.optional(),
  unitId: z.string().max(60).optional(),
  caseId: z.string().max(60).optional(),
  ...page,
});

export const ratingSchema = z.object({
  id,
  caseId: id,
  caseKind: caseKindSchema,
  customerId: id.nullable(),
  handlerId: id.nullable(),
  unitId: id.nullable(),
  /** Asked by us, or told by the customer's own link. */
  source: z.enum(['callback', 'link']),
  score: count,
  comment: z.string(),
  at: instantSchema,
});
export type Rating = z.infer<typeof ratingSchema>;
export const ratingsQuery = z.strictObject({
  customerId: z.string().max(60).optional(),
  caseId: z.string().max(60).optional(),
  handlerId: z.string().max(60).optional(),
  ...page,
});

export const spotCheckItemSchema = z.object({
  caseId: id,
  customerId: id.nullable(),
  unitId: id.nullable(),
  handlerId: id.nullable(),
  closedOn: z.iso.date(),
  points: z.array(z.object({ item: z.string(), points: count })),
  total: count.nullable(),
  findings: z.string(),
  scoredBy: id.nullable(),
});
const spotCheckHead = z.object({
  id,
  kind: caseKindSchema.nullable(),
  unitId: id.nullable(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  seed: z.string(),
  algorithm: z.string(),
  stratified: z.boolean(),
  size: count,
  frameSize: count,
  /** Of the log, when the frame was taken. */
  position: z.string(),
  status: spotCheckStatusSchema,
  drawnAt: instantSchema,
  drawnBy: id,
  scored: count,
  /** Sum of the points of all scored items. */
  sum: count,
  items: z.array(spotCheckItemSchema),
  revision: count,
});
export const spotCheckSchema = spotCheckHead.extend({
  checklist: checklistSchema,
  /** What was drawn from: with the seed, all that is needed to draw again. */
  frame: z.array(z.object({ caseId: id, unitId: id.nullable() })),
});
export type SpotCheck = z.infer<typeof spotCheckSchema>;
/** A line of the list. */
export const spotCheckSummarySchema = spotCheckHead.omit({ items: true });
export type SpotCheckSummary = z.infer<typeof spotCheckSummarySchema>;

export const periodSchema = z.object({
  id,
  name: z.string(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  edition: z.string(),
  indicators: z.array(indicatorSchema),
  openedAt: instantSchema,
  revision: count,
});
export type Period = z.infer<typeof periodSchema>;

export const scorecardSchema = z.object({
  id,
  periodId: id,
  staffId: id,
  unitId: id.nullable(),
  status: scorecardStatusSchema,
  evidence: z.array(evidenceSchema),
  evidenceFrom: z.iso.date().nullable(),
  evidenceTo: z.iso.date().nullable(),
  position: z.string().nullable(),
  lines: z.array(scoreLineSchema),
  /** Points of 100, times 100. */
  totalHundredths: count.nullable(),
  scoredBy: id.nullable(),
  publishedAt: at,
  publishedBy: id.nullable(),
  objectUntil: at,
  objectedAt: at,
  objection: z.string(),
  reviewOutcome: reviewOutcomeSchema.nullable(),
  reviewedBy: id.nullable(),
  reviewReason: z.string(),
  finalisedAt: at,
  openedAt: instantSchema,
  revision: count,
});
export type Scorecard = z.infer<typeof scorecardSchema>;
export const scorecardsQuery = z.strictObject({
  periodId: z.string().max(60).optional(),
  staffId: z.string().max(60).optional(),
  ...page,
});

const keeping = { made: count, kept: count, missed: count, running: count };
/** Older than any ledger are only mistakes, and years that PostgreSQL does not know. */
const day = z.iso.date().refine((date) => date >= '1900', 'a day since 1900');
export const promisesQuery = z.strictObject({
  from: day,
  to: day,
  unitId: z.string().max(60).optional(),
});
/** A rule in force, and what became of the promises made by it whose time was in the period. */
export const promiseKeepingSchema = z.object({
  promise: promiseNameSchema,
  title: promiseRuleSchema.shape.title,
  limit: limitSchema,
  bound: z.enum(['at-most', 'at-least']),
  edition: z.string(),
  source: z.string(),
  grade: promiseRuleSchema.shape.grade,
  effectiveFrom: z.iso.date(),
  ...keeping,
  units: z.array(z.object({ unitId: id.nullable(), ...keeping })),
});
export type PromiseKeeping = z.infer<typeof promiseKeepingSchema>;

export const promiseEntriesQuery = z.strictObject({
  ...promisesQuery.shape,
  promise: promiseNameSchema,
});
export const promiseEntrySchema = z.object({
  stream: id,
  state: z.enum(['running', 'kept', 'missed']),
  dueAt: instantSchema,
  unitId: id.nullable(),
});
export type PromiseEntry = z.infer<typeof promiseEntrySchema>;
