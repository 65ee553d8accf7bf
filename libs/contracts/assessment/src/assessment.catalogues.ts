/**
 * Rules of assessment as data, by edition: how customers are called back, what a spot check looks
 * at, what a scorecard weighs. An event that begins something carries the edition it began with.
 */
import { localDate, localDateSchema, zoneSchema } from '@taizhang/calendar';
import { raisedSeveritySchema } from '@taizhang/contracts/complaints';
import { z } from 'zod';
import callbackRulesFile from './callback-rules.json' with { type: 'json' };
import checklistsFile from './checklists.json' with { type: 'json' };
import indicatorsFile from './indicators.json' with { type: 'json' };

const title = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Where the figures come from, and how well that is known (requirements part E). */
const provenance = {
  edition: z.string().min(1),
  effectiveFrom: localDateSchema,
  source: z.string().min(1),
  grade: z.enum(['A', 'B', 'C', 'U']),
};

/** When nobody is called, and after how many calls in vain we stop. */
export const callbackRulesSchema = z.object({
  edition: provenance.edition,
  zone: zoneSchema,
  /** Local time from which nobody is called, until the morning after. */
  quietFrom: clockTime,
  quietUntil: clockTime,
  attemptsMax: z.int().min(1).max(20),
});
export type CallbackRules = z.infer<typeof callbackRulesSchema>;

export const checklistItemSchema = z.object({
  key: z.string().regex(/^[a-z-]+$/),
  title,
  /** Points at most; all items of a checklist together give 100. */
  max: z.int().min(1).max(100),
});
const sumsTo100 = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) === 100;
export const checklistSchema = z.object({
  edition: provenance.edition,
  items: z.array(checklistItemSchema).refine((items) => sumsTo100(items.map(({ max }) => max))),
});
export type Checklist = z.infer<typeof checklistSchema>;

/** Where an indicator's value comes from; each is a percentage in the end. */
export const measures = ['spot-check', 'satisfaction', 'promises', 'judged'] as const;
export type Measure = (typeof measures)[number];

export const indicatorSchema = z.object({
  key: z.string().regex(/^[a-z-]+$/),
  title,
  weight: z.int().min(1).max(100),
  measure: z.enum(measures),
  /** With fewer than so many events it says nothing about a person, and is left out. */
  minimumSample: z.int().min(1),
  /** How often a promise in a case of this severity counts; once where nothing is said. */
  severityWeights: z.partialRecord(raisedSeveritySchema, z.int().min(1).max(10)).optional(),
});
export type Indicator = z.infer<typeof indicatorSchema>;
export const indicatorSetSchema = z.object({
  edition: provenance.edition,
  indicators: z
    .array(indicatorSchema)
    .refine((list) => sumsTo100(list.map(({ weight }) => weight)), 'weights add up to 100'),
});
export type IndicatorSet = z.infer<typeof indicatorSetSchema>;

const editionsOf = (file: unknown) =>
  z.object({ editions: z.array(z.looseObject(provenance)).min(1) }).parse(file).editions;

const callbackRules = editionsOf(callbackRulesFile);
const checklists = editionsOf(checklistsFile);
const indicatorSets = editionsOf(indicatorsFile);

/** The newest edition in force at an instant; the oldest holds for everything before it. */
function inForce<Edition extends { effectiveFrom: string }>(
  editions: readonly Edition[],
  at: string,
): Edition {
  const day = localDate('Asia/Shanghai', at);
  const sorted = [...editions].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return sorted.filter(({ effectiveFrom }) => effectiveFrom <= day).at(-1) ?? sorted[0]!;
}

export const callbackRulesAt = (at: string): CallbackRules =>
  callbackRulesSchema.parse(inForce(callbackRules, at));
export const checklistAt = (at: string): Checklist =>
  checklistSchema.parse(inForce(checklists, at));
export const indicatorsAt = (at: string): IndicatorSet =>
  indicatorSetSchema.parse(inForce(indicatorSets, at));
