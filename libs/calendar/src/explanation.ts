/** The arithmetic behind a deadline, for the people who must keep it or defend it. */
import { z } from 'zod';
import { arithmetic, onTheClock } from './deadline';
import { explanationSentence } from './explanation.sentence';
import { extendForPauses } from './frozen-promise';
import { instantSchema, localDateSchema } from './instant';
import type { Pause } from './pause';
import { frozenPromiseSchema, type FrozenPromise } from './promise-rule';
import { wordingSchema, type WorkingCalendar } from './working-calendar';

export const explanationSchema = frozenPromiseSchema.extend({
  /** What binds: the frozen due instant, later only by what was paused. */
  dueAt: instantSchema,
  /** As it was promised, before any pause. */
  frozenDueAt: instantSchema,
  /** One entry per local day, from the day it started to the last one. */
  steps: z.array(
    z.object({
      date: localDateSchema,
      kind: z.enum(['start', 'counted', 'make-up-day', 'weekend', 'holiday', 'paused', 'moved']),
      name: wordingSchema.nullable(),
      countedSoFar: z.number(),
    }),
  ),
  /** Edition of the calendar the steps were counted with. */
  explainedWith: z.string(),
  /** Where the steps end; by another calendar this may not be `dueAt`. */
  stepsEndAt: instantSchema,
  calendarDiffers: z.boolean(),
  /** Days were counted in a year whose holidays the calendar used does not know. */
  weekendsOnly: z.boolean(),
  sentence: wordingSchema,
});
export type Explanation = z.infer<typeof explanationSchema>;

/**
 * Why `frozen` is due when it is. With the calendar edition it was frozen under the steps end at
 * `dueAt`; with another they show what that edition would give, and the sentence says so.
 */
export function explainPromise(
  calendar: WorkingCalendar,
  frozen: FrozenPromise,
  { pauses = [] }: { pauses?: readonly Pause[] | undefined } = {},
): Explanation {
  const { steps, dueAt: stepsEndAt } = arithmetic(calendar, frozen, pauses);
  const explained = {
    ...frozen,
    dueAt: extendForPauses(calendar, frozen, pauses),
    frozenDueAt: frozen.dueAt,
    steps,
    explainedWith: calendar.edition,
    stepsEndAt,
    calendarDiffers: calendar.edition !== frozen.calendar,
    weekendsOnly:
      !onTheClock(frozen.limit) &&
      steps.some(({ date }) => calendar.coverage(date) === 'weekends-only'),
  };
  return { ...explained, sentence: explanationSentence(calendar.zone, explained) };
}
