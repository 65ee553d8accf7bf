/** Assessing people over a period (考评): open, fair, and down to the events. */
import { frozenPromiseSchema } from '@taizhang/calendar';
import { raisedSeveritySchema } from '@taizhang/contracts/complaints';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import {
  actorIdSchema,
  defineEvent,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';
import { indicatorSetSchema, measures } from './assessment.catalogues';
import { periodIdSchema, reviewOutcomeSchema, scorecardIdSchema } from './assessment.terms';

const words = z.string().max(4000);
const whose = {
  scorecardId: scorecardIdSchema,
  periodId: periodIdSchema,
  staffId: actorIdSchema,
  unitId: unitIdSchema.nullable(),
};
const percent = z.number().min(0).max(100);

export const evidenceSchema = z.object({
  measure: z.enum(measures),
  /** Of `count` events: points of 100, ratings of 5, or promises kept. */
  sum: z.int().min(0),
  count: z.int().min(0),
  /** Of these, how many belong to grave cases. */
  grave: z
    .array(z.object({ severity: raisedSeveritySchema, sum: z.int().min(0), count: z.int().min(0) }))
    .optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const markSchema = z.object({ indicator: z.string().max(40), value: percent });
export type Mark = z.infer<typeof markSchema>;

/** One line of arithmetic: value × share of the weight = points. */
export const scoreLineSchema = z.object({
  indicator: z.string(),
  weight: z.int(),
  sum: z.number(),
  count: z.int(),
  /** With grave cases counted as often as the indicator says; absent where it says nothing. */
  weighed: z.object({ sum: z.number(), count: z.number() }).optional(),
  /** 0 to 100; null where the sample was too small to say anything. */
  value: percent.nullable(),
  /** The weight after those without evidence were left out, of 100. */
  share: percent,
  points: percent,
  /** Put right by the reviewer. */
  corrected: z.boolean(),
});
export type ScoreLine = z.infer<typeof scoreLineSchema>;
const scored = { lines: z.array(scoreLineSchema), total: percent };

export const scorecardEvents = {
  AssessmentPeriodOpened: defineEvent({
    meaning: 'Work from the first to the last day will be assessed.',
    version: 1,
    data: z.object({
      periodId: periodIdSchema,
      name: z.string().min(1).max(60),
      from: z.iso.date(),
      to: z.iso.date(),
    }),
  }),
  IndicatorsFrozen: defineEvent({
    meaning: 'What is weighed, and how much, is settled before anybody is scored.',
    version: 1,
    data: z.object({ periodId: periodIdSchema, ...indicatorSetSchema.shape }),
  }),
  ScorecardOpened: defineEvent({
    meaning: 'This person is assessed for this period.',
    version: 1,
    data: z.object(whose),
  }),
  EvidenceLinked: defineEvent({
    meaning: 'The figures were read from everything up to one place of the log, and stay so.',
    version: 1,
    data: z.object({
      ...whose,
      from: z.iso.date(),
      to: z.iso.date(),
      /** Everything up to here was counted, as a decimal. */
      position: z.string(),
      evidence: z.array(evidenceSchema),
    }),
  }),
  ScorecardScored: defineEvent({
    meaning: 'The points follow from evidence, weights and the marks given.',
    version: 1,
    data: z.object({ ...whose, marks: z.array(markSchema), ...scored }),
  }),
  ScorecardPublished: defineEvent({
    meaning: 'The person sees it, and may object until the promise ends.',
    version: 1,
    data: z.object({
      ...whose,
      total: percent,
      promises: z.array(frozenPromiseSchema),
    }),
  }),
  ScorecardObjected: defineEvent({
    meaning: 'The person disagrees and says why.',
    version: 1,
    person: ['staffId'],
    data: z.object({ ...whose, reason: personal(words) }),
  }),
  ScorecardReviewed: defineEvent({
    meaning: 'Somebody who did not score it looked at the objection.',
    version: 1,
    person: ['staffId'],
    data: z.object({
      ...whose,
      outcome: reviewOutcomeSchema,
      corrections: z.array(markSchema),
      ...scored,
      reason: personal(words),
    }),
  }),
  ScorecardFinalised: defineEvent({
    meaning: 'Nothing changes any more; it may be applied.',
    version: 1,
    data: z.object({ ...whose, total: percent }),
  }),
} satisfies EventDefinitions;

export type ScorecardEvent = EventsOf<typeof scorecardEvents>;
