/** Deadlines that explain themselves: rule, calendar, arithmetic. */
import {
  chinaCalendar,
  explainPromise,
  explanationSchema,
  shippedRulebook,
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

const calendar = chinaCalendar();
const { rules } = shippedRulebook();

/** The rule behind a frozen promise; what it promised stays even if the rule is gone. */
const ruleOf = ({ promise, edition }: PromiseState): PromiseRule | undefined =>
  rules.find((rule) => rule.promise === promise && rule.edition === edition);

export const explainDeadlines = (promises: readonly PromiseState[]) => ({
  items: promises.map((promise) => {
    const { state: _, stoppedAt: __, ...frozen } = promise;
    const rule = ruleOf(promise);
    return {
      ...promise,
      title: rule?.title ?? { zh: frozen.promise, en: frozen.promise },
      source: rule?.source ?? '',
      grade: rule?.grade ?? 'U',
      explanation: explainPromise(calendar, frozen),
    };
  }),
});
