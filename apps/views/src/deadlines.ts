/** Deadlines that explain themselves: rule, calendar, arithmetic. */
import {
  type Deadlines,
  explainPromise,
  explanationSchema,
  frozenPromiseSchema,
  type PromiseRule,
} from '@taizhang/calendar';
import { promiseStateSchema, type PromiseState } from '@taizhang/contracts/views';
import { z } from 'zod';

export const deadlinesSchema = z.object({
  items: z.array(
    promiseStateSchema.extend({
      title: z.object({ zh: z.string(), en: z.string() }),
      /** Where the rule stands, and how well that is evidenced: A to C, U for unverified. */
      source: z.string(),
      grade: z.string(),
      explanation: explanationSchema,
    }),
  ),
});

/** The rule behind a frozen promise; what it promised stays even if the rule is gone. */
const ruleOf = (
  { rulebook }: Deadlines,
  { promise, edition }: PromiseState,
): PromiseRule | undefined =>
  rulebook.rules.find((rule) => rule.promise === promise && rule.edition === edition);

export const explainDeadlines = (deadlines: Deadlines, promises: readonly PromiseState[]) => ({
  items: promises.map((state) => {
    const rule = ruleOf(deadlines, state);
    return {
      ...state,
      title: rule?.title ?? { zh: state.promise, en: state.promise },
      source: rule?.source ?? '',
      grade: rule?.grade ?? 'U',
      // Of the promise alone: what became of it explains nothing.
      explanation: explainPromise(deadlines.calendar, frozenPromiseSchema.parse(state)),
    };
  }),
});
