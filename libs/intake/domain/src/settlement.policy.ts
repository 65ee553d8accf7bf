/** How a contact is settled: which way fits what the customer wanted, and what is recorded. */
import type { ContactEvent, ContactType } from '@taizhang/contracts/intake';
import { accept, refuse, type Decision, type Instant } from '@taizhang/kernel';
import { deadlineProcess, overdue } from '@taizhang/promises/domain';
import type { ContactCommand } from './contact.commands';
import { customerOf, type KnownContact } from './contact.state';

/** In order of precedence. */
export const settlingRefusals = [
  /** Say who it is, or that they stay anonymous, before settling it. */
  'contact-not-identified',
  /** Say what it is about before settling it. */
  'contact-not-classified',
  /** Only complaints are routed to complaints; classify it as one. */
  'contact-not-a-complaint',
  /** Only fault reports are routed to faults; classify it as one. */
  'contact-not-a-fault',
  /** Only inquiries and service requests go to billing inquiries. */
  'contact-not-an-inquiry',
  /** Only an urging urges; classify it as one. */
  'contact-not-an-urge',
  /** Only praise is recorded as praise; classify it as such. */
  'contact-not-praise',
  /** Later replies are promised to inquiries, suggestions and opinions; others are handled. */
  'contact-needs-no-reply',
] as const;
export type SettlingRefusal = (typeof settlingRefusals)[number];

type Settling = Extract<
  ContactCommand,
  { type: 'AnswerContact' | 'RouteContact' | 'UrgeCase' | 'RecordPraise' | 'PromiseReply' }
>;

const fitting: Record<string, readonly [readonly ContactType[], SettlingRefusal]> = {
  complaints: [['complaint'], 'contact-not-a-complaint'],
  faults: [['fault'], 'contact-not-a-fault'],
  'billing-inquiries': [['inquiry', 'service-request'], 'contact-not-an-inquiry'],
  UrgeCase: [['urge'], 'contact-not-an-urge'],
  RecordPraise: [['praise'], 'contact-not-praise'],
  PromiseReply: [['inquiry', 'suggestion', 'opinion'], 'contact-needs-no-reply'],
};

/** Whoever took the contact first has done their part, or owes a reply from now on. */
export function settling(
  command: Settling,
  contact: KnownContact,
): Decision<ContactEvent, SettlingRefusal> {
  const { at, by } = command;
  const { ownerId, unitId, channel, openedAt, what, contactId } = contact;
  if (contact.who === 'unknown') return refuse('contact-not-identified');
  if (!what) return refuse('contact-not-classified');
  const way = command.type === 'RouteContact' ? command.data.to : command.type;
  const [types, refusal] = fitting[way] ?? [];
  if (types && refusal && !types.includes(what.type)) return refuse(refusal);
  const told = { contactId, customerId: customerOf(contact), ownerId };
  const closed: ContactEvent = { type: 'ContactClosed', at, by, data: { contactId } };
  switch (command.type) {
    case 'AnswerContact': {
      const data = { ...told, topic: what.topic, answer: command.data.answer };
      return accept<ContactEvent>({ type: 'ContactAnsweredAtOnce', at, by, data }, closed);
    }
    case 'RouteContact': {
      const data = { ...told, ...command.data, unitId, channel, topic: what.topic, openedAt };
      return accept<ContactEvent>({ type: 'ContactRouted', at, by, data }, closed);
    }
    case 'UrgeCase': {
      const data = { ...told, unitId, ...command.data };
      return accept<ContactEvent>({ type: 'CaseUrged', at, by, data }, closed);
    }
    case 'RecordPraise': {
      const { customerId } = told;
      const data = { customerId, ...command.data };
      return accept<ContactEvent>({ type: 'PraiseRecorded', at, by, data }, closed);
    }
    default: {
      const data = { contactId, ownerId, unitId, promises: [...command.data.promises] };
      return accept<ContactEvent>({ type: 'ContactReplyPromised', at, by, data });
    }
  }
}

/** The reply that was promised, and before it what came too late. */
export function replying(
  command: Extract<ContactCommand, { type: 'ReplyToContact' }>,
  contact: KnownContact,
): ContactEvent[] {
  const { at, by } = command;
  const { contactId, ownerId, unitId, promises, promisedAt, openedAt } = contact;
  const customerId = customerOf(contact);
  const startedAt = promisedAt ?? openedAt;
  const dueAt = (promises[0]?.dueAt as Instant | undefined) ?? null;
  const { reply } = command.data;
  const data = { contactId, customerId, ownerId, unitId, reply, startedAt, dueAt };
  return [
    ...missedReply(contact, command),
    { type: 'ContactReplied', at, by, data },
    { type: 'ContactClosed', at, by, data: { contactId } },
  ];
}

/** The fact is that the clock ran out then, whoever notices it when. */
export const missedReply = (contact: KnownContact, { at }: ContactCommand): ContactEvent[] =>
  overdue(
    contact,
    contact.promises.map(({ promise }) => promise),
    at,
  ).map(({ promise, dueAt }) => ({
    type: 'ContactDeadlineMissed',
    at: dueAt as Instant,
    by: deadlineProcess,
    data: {
      contactId: contact.contactId,
      promise,
      dueAt: dueAt as Instant,
      responsibleId: contact.ownerId,
      unitId: contact.unitId,
    },
  }));
