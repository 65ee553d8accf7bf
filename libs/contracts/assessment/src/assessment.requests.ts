/** What may be asked of assessment over HTTP. */
import { actorIdSchema, toldDateSchema } from '@taizhang/kernel';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { z } from 'zod';
import {
  attemptOutcomeSchema,
  caseKindSchema,
  reviewOutcomeSchema,
  scoreSchema,
} from './assessment.terms';
import { markSchema } from './scorecard.events';

const words = z.string().trim().min(1).max(4000);
const optionalWords = z.string().trim().max(4000).default('');
const days = { from: toldDateSchema, to: toldDateSchema };

export const attemptCallbackRequest = z.strictObject({
  outcome: attemptOutcomeSchema,
  note: optionalWords,
});
/** `score` null: reached, but the customer would not say. */
export const scoreCallbackRequest = z.strictObject({
  score: scoreSchema.nullable(),
  comment: optionalWords,
});

/** What a customer sends by the link; no sign-in, nothing but this. */
export const rateCaseRequest = z.strictObject({
  score: scoreSchema,
  comment: z.string().trim().max(1000).default(''),
});

export const drawSpotCheckRequest = z.strictObject({
  ...days,
  kind: caseKindSchema.nullable().default(null),
  unitId: unitIdSchema.nullable().default(null),
  size: z.int().min(1).max(200),
  stratified: z.boolean().default(false),
});
export const scoreSpotCheckRequest = z.strictObject({
  caseId: z.string().max(60),
  points: z
    .array(z.strictObject({ item: z.string().max(40), points: z.int().min(0).max(100) }))
    .max(40),
  findings: optionalWords,
});

export const openPeriodRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  ...days,
});
export const openScorecardRequest = z.strictObject({
  periodId: z.string().max(60),
  staffId: actorIdSchema,
  unitId: unitIdSchema.nullable().default(null),
});
export const scoreScorecardRequest = z.strictObject({ marks: z.array(markSchema).max(20) });
export const objectRequest = z.strictObject({ reason: words });
export const reviewScorecardRequest = z.strictObject({
  outcome: reviewOutcomeSchema,
  corrections: z.array(markSchema).max(20).default([]),
  reason: words,
});
