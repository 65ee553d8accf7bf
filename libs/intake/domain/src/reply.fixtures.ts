/** Urging, praise and replies that take time, told in commands and in facts. */
import type { ContactEvent } from '@taizhang/contracts/intake';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { ContactCommand } from './contact.commands';
import { ask, at, by, classified, contactId, customerId, fact, unitId } from './intake.fixtures';

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
