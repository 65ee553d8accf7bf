/**
 * One contact: opened → identified or anonymous → classified → answered at once or routed,
 * either of which closes it; or abandoned (requirements part C).
 */
import type { Channel, ContactEvent, CustomerId, Topic } from '@taizhang/contracts/intake';
import type { ContactType } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { ActorId, Decider, Instant } from '@taizhang/kernel';
import type { ContactCommand } from './contact.commands';

type Settlement = 'answered' | 'routed' | 'abandoned';

type KnownContact = Readonly<{
  status: 'open' | Settlement;
  channel: Channel;
  ownerId: ActorId;
  unitId: UnitId | null;
  openedAt: Instant;
  who: 'unknown' | 'anonymous' | CustomerId;
  what: Readonly<{ type: ContactType; topic: Topic }> | null;
}>;
export type ContactState = { readonly status: 'unknown' } | KnownContact;

export const contactRefusals = [
  /** Nobody opened this contact. */
  'contact-unknown',
  /** It was settled already; the customer's next word is a new contact. */
  'contact-settled',
  /** Say who it is, or that they stay anonymous, before settling it. */
  'contact-not-identified',
  /** Say what it is about before settling it. */
  'contact-not-classified',
  /** Only complaints are routed to complaints; classify it as one. */
  'contact-not-a-complaint',
] as const;
export type ContactRefusal = (typeof contactRefusals)[number];

export const contactDecider: Decider<ContactCommand, ContactState, ContactEvent, ContactRefusal> = {
  initialState: { status: 'unknown' },

  decide(command, contact) {
    if (command.type === 'OpenContact') {
      return contact.status === 'unknown' ? accept(...opening(command)) : alreadyDone;
    }
    if (contact.status === 'unknown') return refuse('contact-unknown');
    if (contact.status !== 'open') return refuse('contact-settled');
    const { at, by, data } = command;
    const { contactId } = data;
    const customerId = customerOf(contact);
    switch (command.type) {
      case 'IdentifyContact':
        if (contact.who === command.data.customerId) return alreadyDone;
        return accept<ContactEvent>({ ...command, type: 'ContactIdentified' });
      case 'LeaveAnonymous':
        if (contact.who === 'anonymous') return alreadyDone;
        return accept<ContactEvent>({ ...command, type: 'ContactLeftAnonymous' });
      case 'ClassifyContact': {
        const classified = { ...command.data, customerId };
        return accept<ContactEvent>({ type: 'ContactClassified', at, by, data: classified });
      }
      case 'AbandonContact':
        return accept<ContactEvent>({
          type: 'ContactAbandoned',
          at,
          by,
          data: { contactId, ownerId: contact.ownerId },
        });
      case 'AnswerContact':
      case 'RouteContact':
        return settle(command, contact);
      default:
        return unreachable(command);
    }
  },

  evolve(contact, { type, data, at }) {
    if (type === 'ContactOpened') {
      const { channel, ownerId, unitId } = data;
      return { status: 'open', channel, ownerId, unitId, openedAt: at, who: 'unknown', what: null };
    }
    if (contact.status === 'unknown') return contact;
    switch (type) {
      case 'ContactIdentified':
        return { ...contact, who: data.customerId };
      case 'ContactLeftAnonymous':
        return { ...contact, who: 'anonymous' };
      case 'ContactClassified':
        return { ...contact, what: { type: data.type, topic: data.topic } };
      case 'ContactAnsweredAtOnce':
        return { ...contact, status: 'answered' };
      case 'ContactRouted':
        return { ...contact, status: 'routed' };
      case 'ContactAbandoned':
        return { ...contact, status: 'abandoned' };
      default:
        return contact; // An older binary may meet a newer fact.
    }
  },
};

const customerOf = ({ who }: KnownContact): CustomerId | null =>
  who === 'unknown' || who === 'anonymous' ? null : who;

function opening({ at, by, data }: Extract<ContactCommand, { type: 'OpenContact' }>) {
  const { contactId, channel, unitId, customerId, anonymous, classification } = data;
  const events: ContactEvent[] = [
    { type: 'ContactOpened', at, by, data: { contactId, channel, ownerId: by, unitId } },
  ];
  if (customerId) {
    events.push({ type: 'ContactIdentified', at, by, data: { contactId, customerId } });
  } else if (anonymous) {
    events.push({ type: 'ContactLeftAnonymous', at, by, data: { contactId } });
  }
  if (classification) {
    const classified = { contactId, customerId, ...classification };
    events.push({ type: 'ContactClassified', at, by, data: classified });
  }
  return events;
}

/** Answering or routing settles the contact: whoever took it first has done their part. */
function settle(
  command: Extract<ContactCommand, { type: 'AnswerContact' | 'RouteContact' }>,
  contact: KnownContact,
) {
  const { at, by } = command;
  const { ownerId, unitId, channel, openedAt, what } = contact;
  if (contact.who === 'unknown') return refuse('contact-not-identified');
  if (!what) return refuse('contact-not-classified');
  const told = { contactId: command.data.contactId, customerId: customerOf(contact), ownerId };
  const closed: ContactEvent = {
    type: 'ContactClosed',
    at,
    by,
    data: { contactId: command.data.contactId },
  };
  if (command.type === 'AnswerContact') {
    const data = { ...told, topic: what.topic, answer: command.data.answer };
    return accept<ContactEvent>({ type: 'ContactAnsweredAtOnce', at, by, data }, closed);
  }
  const isComplaint = what.type === 'complaint';
  if (command.data.to === 'complaints' && !isComplaint) return refuse('contact-not-a-complaint');
  const data = { ...told, ...command.data, unitId, channel, topic: what.topic, openedAt };
  return accept<ContactEvent>({ type: 'ContactRouted', at, by, data }, closed);
}
