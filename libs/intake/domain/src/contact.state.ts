/** What a decision about a contact needs to remember, folded from its events. */
import type {
  Channel,
  ContactEvent,
  ContactId,
  ContactType,
  CustomerId,
  Topic,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { PromiseClocks } from '@taizhang/promises';

type Settlement = 'answered' | 'routed' | 'abandoned' | 'praised' | 'replied';

export type KnownContact = PromiseClocks &
  Readonly<{
    contactId: ContactId;
    status: 'open' | 'awaiting-reply' | Settlement;
    channel: Channel;
    ownerId: ActorId;
    unitId: UnitId | null;
    openedAt: Instant;
    who: 'unknown' | 'anonymous' | CustomerId;
    what: Readonly<{ type: ContactType; topic: Topic; summary: string }> | null;
    /** Earlier contacts whose answers were said not to have held. */
    recontactsOf: readonly ContactId[];
    /** When the reply was promised. */
    promisedAt: Instant | null;
  }>;
export type ContactState = { readonly status: 'unknown' } | KnownContact;

export const customerOf = ({ who }: KnownContact): CustomerId | null =>
  who === 'unknown' || who === 'anonymous' ? null : who;

export function evolveContact(contact: ContactState, event: ContactEvent): ContactState {
  if (event.type === 'ContactOpened') return opened(event);
  if (contact.status === 'unknown') return contact;
  const { type, data } = event;
  switch (type) {
    case 'ContactIdentified':
      return { ...contact, who: data.customerId };
    case 'ContactLeftAnonymous':
      return { ...contact, who: 'anonymous' };
    case 'ContactClassified':
      return classified(contact, data);
    case 'ContactAnsweredAtOnce':
      return { ...contact, status: 'answered' };
    case 'ContactRouted':
    case 'CaseUrged':
      return { ...contact, status: 'routed' };
    case 'PraiseRecorded':
      return { ...contact, status: 'praised' };
    case 'ContactReplyPromised': {
      const { promises } = data;
      return { ...contact, status: 'awaiting-reply', promises, promisedAt: event.at };
    }
    case 'ContactReplied': {
      const settled = contact.promises.map(({ promise }) => promise);
      return { ...contact, status: 'replied', settled };
    }
    case 'ContactDeadlineMissed':
      return { ...contact, missed: [...contact.missed, data.promise] };
    case 'ContactAbandoned':
      return { ...contact, status: 'abandoned' };
    default:
      return contact; // An older binary may meet a newer fact.
  }
}

type Classified = Extract<ContactEvent, { type: 'ContactClassified' }>['data'];

function classified(contact: KnownContact, data: Classified): KnownContact {
  const { type, topic, summary, recontactOf } = data;
  const known = contact.recontactsOf;
  const recontactsOf = recontactOf ? [...known, recontactOf.contactId] : known;
  return { ...contact, what: { type, topic, summary }, recontactsOf };
}

const opened = ({ data, at }: Extract<ContactEvent, { type: 'ContactOpened' }>): KnownContact => ({
  ...data,
  status: 'open',
  openedAt: at,
  who: 'unknown',
  what: null,
  recontactsOf: [],
  promises: [],
  missed: [],
  settled: [],
  promisedAt: null,
});
