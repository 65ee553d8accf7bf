/** One customer and one call, told in commands and in facts. */
import type {
  ContactEvent,
  ContactId,
  CustomerEvent,
  CustomerId,
  SupplyPointId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { ContactCommand } from './contact.commands';
import type { CustomerCommand } from './customer.decider';

const at = '2026-01-05T01:00:00.000Z' as Instant;
const by = 'staff-agent' as ActorId;
const unitId = 'unit-hall' as UnitId;
const customerId = 'customer-1' as CustomerId;
const contactId = 'contact-1' as ContactId;

type Of<Message, Type> = Extract<Message, { type: Type }>;
const fact = <Event extends CustomerEvent | ContactEvent, Type extends Event['type']>(
  type: Type,
  data: Of<Event, Type>['data'],
) => ({ type, data, at, by }) as unknown as Of<Event, Type>;
const ask = <C extends CustomerCommand | ContactCommand, Type extends C['type']>(
  type: Type,
  data: Of<C, Type>['data'],
) => ({ type, data, at, by }) as unknown as Of<C, Type>;

const wang = { name: '王秀英', phones: ['13800001111'], address: '朝阳路1号' };
const moved = { ...wang, address: '和平街22号' };
const meter = {
  customerId,
  supplyPointId: 'supplypoint-1' as SupplyPointId,
  accountNumber: '0400012345',
  meterNumber: 'M20240001',
  address: '朝阳路1号',
  area: 'urban' as const,
};
const registration = { customerId, kind: 'resident' as const, ...wang, unitId };

export const register = ask<CustomerCommand, 'RegisterCustomer'>('RegisterCustomer', registration);
export const registered = fact<CustomerEvent, 'CustomerRegistered'>(
  'CustomerRegistered',
  registration,
);
export const correct = ask<CustomerCommand, 'CorrectCustomerDetails'>('CorrectCustomerDetails', {
  customerId,
  ...moved,
});
export const corrected = fact<CustomerEvent, 'CustomerDetailsCorrected'>(
  'CustomerDetailsCorrected',
  { customerId, ...moved },
);
export const connect = ask<CustomerCommand, 'ConnectSupplyPoint'>('ConnectSupplyPoint', meter);
export const connected = fact<CustomerEvent, 'SupplyPointConnected'>('SupplyPointConnected', meter);

const complaintWords = { type: 'complaint' as const, topic: 'bill' as const, summary: '电费太高' };
const classification = { ...complaintWords, recontactOf: null };
export const open = ask<ContactCommand, 'OpenContact'>('OpenContact', {
  contactId,
  channel: 'hotline',
  unitId,
  customerId: null,
  anonymous: false,
  classification: null,
});
export const openWithAll = {
  ...open,
  data: { ...open.data, customerId, classification },
};
export const opened = fact<ContactEvent, 'ContactOpened'>('ContactOpened', {
  contactId,
  channel: 'hotline',
  ownerId: by,
  unitId,
});
export const identify = ask<ContactCommand, 'IdentifyContact'>('IdentifyContact', {
  contactId,
  customerId,
});
export const identified = fact<ContactEvent, 'ContactIdentified'>('ContactIdentified', {
  contactId,
  customerId,
});
export const leaveAnonymous = ask<ContactCommand, 'LeaveAnonymous'>('LeaveAnonymous', {
  contactId,
});
export const leftAnonymous = fact<ContactEvent, 'ContactLeftAnonymous'>('ContactLeftAnonymous', {
  contactId,
});
export const classify = ask<ContactCommand, 'ClassifyContact'>('ClassifyContact', {
  contactId,
  ...classification,
});
export const classified = fact<ContactEvent, 'ContactClassified'>('ContactClassified', {
  contactId,
  customerId,
  ...classification,
});
export const classifiedAsInquiry = {
  ...classified,
  data: { ...classified.data, type: 'inquiry' as const },
};
export const answer = ask<ContactCommand, 'AnswerContact'>('AnswerContact', {
  contactId,
  answer: '已核对账单。',
});
export const answered = fact<ContactEvent, 'ContactAnsweredAtOnce'>('ContactAnsweredAtOnce', {
  contactId,
  customerId,
  ownerId: by,
  topic: 'bill',
  answer: '已核对账单。',
});
const routing = {
  to: 'complaints' as const,
  caseId: 'complaint-1',
  category: 'business.tariff',
  severity: 'general',
  statement: '电费太高',
  remedySought: '退费',
};
export const route = ask<ContactCommand, 'RouteContact'>('RouteContact', { contactId, ...routing });
export const routed = fact<ContactEvent, 'ContactRouted'>('ContactRouted', {
  contactId,
  customerId,
  ownerId: by,
  ...routing,
  unitId,
  channel: 'hotline',
  topic: 'bill',
  openedAt: at,
});
export const abandon = ask<ContactCommand, 'AbandonContact'>('AbandonContact', { contactId });
export const abandoned = fact<ContactEvent, 'ContactAbandoned'>('ContactAbandoned', {
  contactId,
  ownerId: by,
});
export const closed = fact<ContactEvent, 'ContactClosed'>('ContactClosed', { contactId });

const as = (type: 'urge' | 'praise' | 'suggestion' | 'fault') => ({
  ...classified,
  data: { ...classified.data, type },
});
export const classifiedAsUrge = as('urge');
export const classifiedAsPraise = as('praise');
export const classifiedAsSuggestion = as('suggestion');
export const classifiedAsFault = as('fault');
const urging = { caseId: 'complaint-1', statement: '三天了还没有答复', promises: [] };
export const urge = ask<ContactCommand, 'UrgeCase'>('UrgeCase', { contactId, ...urging });
export const urged = fact<ContactEvent, 'CaseUrged'>('CaseUrged', {
  contactId,
  customerId,
  ownerId: by,
  unitId,
  ...urging,
});
const praising = { staffId: 'staff-crew' as ActorId, words: '雨夜抢修，非常感谢' };
export const praise = ask<ContactCommand, 'RecordPraise'>('RecordPraise', {
  contactId,
  ...praising,
});
export const praised = fact<ContactEvent, 'PraiseRecorded'>('PraiseRecorded', {
  contactId,
  customerId,
  ...praising,
});
const suggestionReply = {
  promise: 'suggestion-reply' as const,
  edition: 'test',
  limit: { amount: 10, unit: 'working-days' as const },
  calendar: 'test',
  startedAt: at,
  dueAt: '2026-01-19T16:00:00.000Z' as Instant,
};
export const promiseReply = ask<ContactCommand, 'PromiseReply'>('PromiseReply', {
  contactId,
  promises: [suggestionReply],
});
export const replyPromised = fact<ContactEvent, 'ContactReplyPromised'>('ContactReplyPromised', {
  contactId,
  ownerId: by,
  unitId,
  promises: [suggestionReply],
});
export const reply = ask<ContactCommand, 'ReplyToContact'>('ReplyToContact', {
  contactId,
  reply: '建议已采纳。',
});
export const replied = fact<ContactEvent, 'ContactReplied'>('ContactReplied', {
  contactId,
  customerId,
  ownerId: by,
  unitId,
  reply: '建议已采纳。',
  startedAt: at,
  dueAt: suggestionReply.dueAt,
});
export const late = '2026-01-19T16:00:00.001Z' as Instant;
export const replyMissed = {
  ...fact<ContactEvent, 'ContactDeadlineMissed'>('ContactDeadlineMissed', {
    contactId,
    promise: 'suggestion-reply',
    dueAt: suggestionReply.dueAt,
    responsibleId: by,
    unitId,
  }),
  at: suggestionReply.dueAt,
  by: 'system-deadlines' as ActorId,
};
export const missReply = {
  ...ask<ContactCommand, 'MissDeadline'>('MissDeadline', {
    contactId,
    promise: 'suggestion-reply',
  }),
  at: late,
};
