/**
 * One contact: opened → identified or anonymous → classified → answered at once, routed, taken
 * as praise or as an urging, each of which closes it; or owed a reply, which closes it later; or
 * abandoned (requirements part C).
 */
import type { ContactEvent, CustomerId } from '@taizhang/contracts/intake';
import { accept, alreadyDone, refuse, unreachable } from '@taizhang/kernel';
import type { Decider } from '@taizhang/kernel';
import { ranOut } from '@taizhang/promises';
import type { ContactCommand } from './contact.commands';
import { customerOf, evolveContact, type ContactState, type KnownContact } from './contact.state';
import { missedReply, replying, settling, settlingRefusals } from './settlement.policy';

export const contactRefusals = [
  /** Nobody opened this contact. */
  'contact-unknown',
  /** It was settled already; the customer's next word is a new contact. */
  'contact-settled',
  ...settlingRefusals,
  /** No reply was promised that could be given now. */
  'contact-reply-not-promised',
  /** The clock of this promise has not run out, or it was kept. */
  'contact-deadline-not-missed',
] as const;
export type ContactRefusal = (typeof contactRefusals)[number];

export const contactDecider: Decider<ContactCommand, ContactState, ContactEvent, ContactRefusal> = {
  initialState: { status: 'unknown' },

  decide(command, contact) {
    if (command.type === 'OpenContact') {
      return contact.status === 'unknown' ? accept(...opening(command)) : alreadyDone;
    }
    if (contact.status === 'unknown') return refuse('contact-unknown');
    if (command.type === 'MissDeadline') {
      if (contact.missed.includes(command.data.promise)) return alreadyDone;
      const ran = ranOut(contact, command.data.promise, command.at);
      return ran ? accept(...missedReply(contact, command)) : refuse('contact-deadline-not-missed');
    }
    if (command.type === 'ReplyToContact') {
      if (contact.status === 'open') return refuse('contact-reply-not-promised');
      if (contact.status !== 'awaiting-reply') return refuse('contact-settled');
      return accept(...replying(command, contact));
    }
    if (command.type === 'PromiseReply' && contact.status === 'awaiting-reply') return alreadyDone;
    if (contact.status !== 'open') return refuse('contact-settled');
    const { at, by, data } = command;
    const { contactId } = data;
    const customerId = customerOf(contact);
    switch (command.type) {
      case 'IdentifyContact':
        if (contact.who === command.data.customerId) return alreadyDone;
        return accept<ContactEvent>(
          { ...command, type: 'ContactIdentified' },
          ...saidByAnother(contact, command, command.data.customerId),
        );
      case 'LeaveAnonymous':
        if (contact.who === 'anonymous') return alreadyDone;
        return accept<ContactEvent>(
          { ...command, type: 'ContactLeftAnonymous' },
          ...saidByAnother(contact, command, null),
        );
      case 'ClassifyContact': {
        const recontactOf = countedOnce(command.data.recontactOf, contact);
        const classified = { ...command.data, customerId, recontactOf };
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
      case 'UrgeCase':
      case 'RecordPraise':
      case 'PromiseReply':
        return settling(command, contact);
      default:
        return unreachable(command);
    }
  },

  evolve: evolveContact,
};

/** Told what it is about a second time, an answer that did not hold is not counted again. */
const countedOnce = (
  recontactOf: Extract<ContactCommand, { type: 'ClassifyContact' }>['data']['recontactOf'],
  { recontactsOf }: KnownContact,
) =>
  recontactOf && recontactsOf.includes(recontactOf.contactId)
    ? { ...recontactOf, again: true as const }
    : recontactOf;

/**
 * What was taken down as somebody's who was not it stands under that person's key: it is told again
 * as whose it is, so that it goes with them, and does not go with the other.
 */
function saidByAnother(
  contact: KnownContact,
  { at, by }: ContactCommand,
  customerId: CustomerId | null,
): ContactEvent[] {
  const { contactId, what } = contact;
  if (!what || customerOf(contact) === null) return [];
  // Whether an earlier answer did not hold was asked of the other.
  const data = { contactId, customerId, ...what, recontactOf: null };
  return [{ type: 'ContactClassified', at, by, data }];
}

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
