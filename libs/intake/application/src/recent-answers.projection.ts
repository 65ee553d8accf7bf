/**
 * Answers given at once, to notice when one did not hold: the same customer on the same topic
 * again within 7 days fails first-contact resolution (requirements part D, [FCR]).
 */
import type { ContactEvent, Topic } from '@taizhang/contracts/intake';
import { instant, projection, type Instant } from '@taizhang/kernel';

export type RecentAnswer = Readonly<{
  id: string;
  customerId: string;
  topic: Topic;
  ownerId: string;
  unitId: string | null;
  answeredAt: Instant;
}>;

type Event = Extract<ContactEvent, { type: 'ContactAnsweredAtOnce' }>;

export const recontactDays = 7;

/** From when on an answer counts as recent at `now`. */
export const recentSince = (now: Instant): Instant =>
  instant(Date.parse(now) - recontactDays * 24 * 3600 * 1000);

export const recentAnswers = projection<RecentAnswer, Event>({
  table: 'recent_answers',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text' },
    topic: { type: 'text' },
    ownerId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    answeredAt: { type: 'timestamptz' },
  },
  indexes: ['(customer_id, topic, answered_at DESC)'],
  types: ['ContactAnsweredAtOnce'],
  // Anonymous callers cannot be recognised again.
  keysOf: ({ data }) => (data.customerId ? [data.contactId] : []),
  evolve: (_, { data, at, context }) => ({
    id: data.contactId,
    customerId: data.customerId!,
    topic: data.topic,
    ownerId: data.ownerId,
    unitId: context.unit,
    answeredAt: at,
  }),
});
