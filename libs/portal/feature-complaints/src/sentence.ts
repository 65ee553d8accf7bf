/** An event as a sentence: which text, and what goes into its gaps. */
import {
  categoryTitles,
  causeTitles,
  remedyTitles,
  returnReasonTitles,
  severityTitles,
  verdictTitles,
} from '@taizhang/contracts/complaints';
import { channelTitles } from '@taizhang/contracts/intake';
import type { TimelineEntry } from '@taizhang/contracts/views';
import type { Term } from '@taizhang/portal/ui';
import { timelineTexts } from './timeline.texts';

type TextKey = keyof typeof timelineTexts.zh;

export type Words = Readonly<{
  term: Term;
  nameOf: (id: string) => string;
  meansOf: (means: string) => string;
  promiseOf: (promise: string) => string;
}>;

export type Sentence = Readonly<{
  key: TextKey;
  values: Readonly<Record<string, string | number>>;
}>;

export function sentenceOf({ type, data }: TimelineEntry, words: Words): Sentence {
  const { term, nameOf, meansOf, promiseOf } = words;
  const text = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
  const name = (field: string) => (text(field) ? nameOf(text(field)) : '–');
  const values = {
    category: term(categoryTitles, text('category')),
    severity: term(severityTitles, text('severity')),
    channel: term(channelTitles, text('channel')),
    unit: name('toUnitId'),
    handler: name('handlerId'),
    responsible: name('responsibleId'),
    reason: term(returnReasonTitles, text('reason')),
    means: meansOf(text('means')),
    cause: term(causeTitles, text('cause')),
    verdict: term(verdictTitles, text('verdict')),
    remedy: term(remedyTitles, text('remedy')),
    amount: yuanOf(data['amountFen']),
    satisfaction: typeof data['satisfaction'] === 'number' ? data['satisfaction'] : '',
    promise: promiseOf(text('promise')),
    activity: text('activity'),
    times: typeof data['times'] === 'number' ? data['times'] : '',
    type,
  };
  return { key: keyOf(type, data), values };
}

function keyOf(type: string, data: TimelineEntry['data']): TextKey {
  if (type === 'ComplaintClosed' && typeof data['satisfaction'] === 'number') {
    return 'event.ComplaintClosed.rated';
  }
  if (type === 'ComplaintRemedied' && typeof data['amountFen'] === 'number') {
    return 'event.ComplaintRemedied.amount';
  }
  const key = `event.${type}` as TextKey;
  // A newer service may tell of events this portal has no sentence for.
  return key in timelineTexts.zh ? key : 'event.unknown';
}

const yuanOf = (fen: unknown) => (typeof fen === 'number' ? (fen / 100).toFixed(2) : '');

const wordFields = ['statement', 'note', 'findings', 'reasons', 'reply', 'reason'] as const;

/** What people wrote with it; null where nothing was. A return's reason is a term, not words. */
export function wordsOf({ type, data }: TimelineEntry): string | null {
  for (const field of wordFields) {
    if (field === 'reason' && type === 'ComplaintReturned') continue;
    const value = data[field];
    if (typeof value === 'string' && value) return value;
  }
  return null;
}
