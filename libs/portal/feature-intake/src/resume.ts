/** A contact that was kept open, back on the desk. */
import type { Contact } from '@taizhang/contracts/views';
import { usualOutcome, type Draft } from './draft';

export const isSettled = ({ status }: Pick<Contact, 'status'>): boolean => status !== 'open';

/** @param base what the contact does not say stays as it is here, e.g. the answer typed so far. */
export function draftOf(contact: Contact, base: Draft): Draft {
  const { id, revision, customerId, type, topic, summary, channel } = contact;
  return {
    ...base,
    customer: customerId ? { id: customerId, name: '' } : base.customer,
    // The view does not tell "anonymous" from "not asked yet"; saying it twice does no harm.
    channel: channel === 'legacy' ? base.channel : channel,
    type: type ?? base.type,
    topic: topic ?? base.topic,
    summary: summary || base.summary,
    outcome: type ? usualOutcome(type, base.outcome) : base.outcome,
    opening: null,
    contact: { id, revision, customerId, anonymous: false, type, topic, summary },
  };
}
