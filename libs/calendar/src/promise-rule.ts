/** A promise as data: what may take how long, since when, and who says so. Code holds no figure. */
import { z } from 'zod';
import { instantSchema, localDateSchema, zoneSchema } from './instant';
import { promiseNameSchema } from './promise-name';
import { wordingSchema } from './working-calendar';

const countsDays = (unit: string) => unit === 'calendar-days' || unit === 'working-days';

/** How long. Minutes and hours may be fractions (the telephone's 12 s); days are whole. */
export const limitSchema = z
  .object({
    amount: z.number().min(0.01).max(10_000),
    unit: z.enum(['minutes', 'hours', 'calendar-days', 'working-days']),
    /**
     * Calendar days only. `stands`: the last day stays even on a statutory holiday, as PRC Civil
     * Code art. 204 allows where law or agreement says otherwise; absent, art. 203 moves it on.
     */
    lastDay: z.literal('stands').optional(),
  })
  .refine(({ amount, unit }) => !countsDays(unit) || Number.isInteger(amount), 'whole days only');
export type Limit = z.infer<typeof limitSchema>;

/**
 * `cn`: national law and the promises of State Grid, the default. A region without a figure of its
 * own falls back to it.
 */
export const regionSchema = z.enum(['cn', 'cn-southern-grid', 'cn-zhoukou']);
export type Region = z.infer<typeof regionSchema>;

export const promiseRuleSchema = z
  .strictObject({
    promise: promiseNameSchema,
    /** The document it comes from, in the version meant. */
    edition: z.string().min(1),
    region: regionSchema,
    /** A hall or team with a rule of its own; null holds for all. */
    unit: z.string().min(1).nullable(),
    limit: limitSchema,
    /** `at-least`: the act may not come before the limit, as with notices. Absent: at most. */
    bound: z.enum(['at-most', 'at-least']).optional(),
    effectiveFrom: localDateSchema,
    /** The last day in force; absent: until a newer rule. */
    effectiveUntil: localDateSchema.optional(),
    /** How the first day is known. `source-date`: the source was printed then. */
    dateBasis: z.enum(['stated', 'source-date', 'assumed']).optional(),
    /** Codes of the source list in the domain reference. */
    source: z.string().min(1),
    /**
     * Evidence of the figure: A published by utility, government or standards body; B reprint;
     * C weak; U unverified, a placeholder to replace.
     */
    grade: z.enum(['A', 'B', 'C', 'U']),
    title: wordingSchema,
    remark: wordingSchema.optional(),
  })
  .refine(
    ({ effectiveFrom, effectiveUntil }) => !effectiveUntil || effectiveFrom <= effectiveUntil,
    'a rule ends on or after its first day',
  );
export type PromiseRule = z.infer<typeof promiseRuleSchema>;

const lookupKey = ({ promise, region, unit, effectiveFrom }: PromiseRule) =>
  JSON.stringify([promise, region, unit, effectiveFrom]);

export const rulebookSchema = z.strictObject({
  edition: z.string().min(1),
  /** Where the first and last days of its rules begin and end. */
  zone: zoneSchema,
  rules: z
    .array(promiseRuleSchema)
    .refine(
      (rules) => new Set(rules.map(lookupKey)).size === rules.length,
      'two rules for one promise, region and unit start on the same day',
    ),
});
export type Rulebook = z.infer<typeof rulebookSchema>;

/**
 * What is frozen into the event that opens a case. Nothing read later, no newer rule and no newer
 * calendar, changes `dueAt`.
 */
export const frozenPromiseSchema = z.object({
  promise: promiseNameSchema,
  edition: z.string(),
  limit: limitSchema,
  /** Edition of the calendar it was counted with. */
  calendar: z.string(),
  startedAt: instantSchema,
  dueAt: instantSchema,
});
export type FrozenPromise = z.infer<typeof frozenPromiseSchema>;
