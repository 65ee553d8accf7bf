/** An event as a sentence: which text, and what goes into its gaps. */
import {
  cutCauseTitles,
  findingTitles,
  inquiryKindTitles,
  mistakeTitles,
  paymentMeansTitles,
  readingMethodTitles,
  testerTitles,
} from '@taizhang/contracts/billing-inquiries';
import type { TimelineEntry } from '@taizhang/contracts/views';
import type { Language, Term } from '@taizhang/portal/ui';
import { billingEventTexts } from './billing-events.texts';
import { kilowattHours, percent, yuan } from './units';

type TextKey = keyof typeof billingEventTexts.zh;

export type Words = Readonly<{
  term: Term;
  nameOf: (id: string) => string;
  promiseOf: (promise: string) => string;
  language: Language;
}>;

export function sentenceOf({ type, data }: TimelineEntry, words: Words) {
  const { term, nameOf, promiseOf } = words;
  const text = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
  const number = (field: string) => (typeof data[field] === 'number' ? data[field] : 0);
  const name = (field: string) => (text(field) ? nameOf(text(field)) : '–');
  const values = {
    kind: term(inquiryKindTitles, text('kind')),
    handler: name('handlerId'),
    tester: term(testerTitles, text('tester')),
    finding: term(findingTitles, text('finding')),
    error: percent(number('errorRate')),
    amount: yuan(number('amountFen')),
    overdue: yuan(number('overdueFen')),
    penalty: yuan(number('penaltyFen')),
    balance: yuan(number('balanceFen')),
    energy: kilowattHours(number('energyWh') || number('registerWh')),
    due: text('dueOn'),
    method: term(readingMethodTitles, text('method')),
    means: term(paymentMeansTitles, text('means')),
    cause: term(cutCauseTitles, text('cause')),
    mistake: term(mistakeTitles, text('mistake')),
    times: number('times'),
    promise: promiseOf(text('promise')),
    type,
  };
  const key = `event.${type}` as TextKey;
  // A newer service may tell of events this portal has no sentence for.
  return { key: key in billingEventTexts.zh ? key : ('event.unknown' as const), values };
}

const wordFields = ['statement', 'answer', 'note', 'explanation', 'reply', 'reason'] as const;

/** What people wrote with it; null where nothing was. */
export function wordsOf({ data }: TimelineEntry): string | null {
  const written = wordFields.map((field) => data[field]);
  return (
    written.find((value): value is string => typeof value === 'string' && value !== '') ?? null
  );
}
