/** The facts of one complaint, as they stand in its stream. */
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import { recorded } from '@taizhang/kernel/testing';

export const complaintId = 'complaint-1' as ComplaintId;
const customerId = 'customer-1' as CustomerId;
const handlerId = 'staff-handler' as ActorId;
const unitId = 'unit-team' as UnitId;

export const minute = (minutes: number): Instant =>
  instant(Date.parse('2026-01-05T01:00:00.000Z') + minutes * 60_000);

const promise = (name: 'complaint-contact' | 'complaint-reply', dueAt: Instant) => ({
  promise: name,
  edition: 'test',
  limit: { amount: 1, unit: 'hours' as const },
  calendar: 'test',
  startedAt: minute(0),
  dueAt,
});
const promises = [
  promise('complaint-reply', minute(500)),
  promise('complaint-contact', minute(60)),
];

type Of<Type> = Extract<ComplaintEvent, { type: Type }>;
const fact = <Type extends ComplaintEvent['type']>(
  type: Type,
  minutes: number,
  data: Omit<Of<Type>['data'], 'complaintId'>,
) =>
  ({
    type,
    at: minute(minutes),
    by: handlerId,
    data: { complaintId, ...data },
  }) as unknown as Of<Type>;

const told = { customerId };
const measured = { unitId, startedAt: minute(0) };

export const lodged = fact('ComplaintLodged', 0, {
  ...told,
  contactId: null,
  category: 'business.tariff',
  severity: 'general',
  channel: 'hotline',
  statement: '电费太高',
  remedySought: '退费',
  ownerId: 'staff-agent' as ActorId,
  unitId: null,
  promises,
});
export const story = [
  lodged,
  fact('ComplaintDispatched', 10, { toUnitId: unitId, startedAt: minute(0), dueAt: minute(20) }),
  fact('ComplaintAccepted', 30, { handlerId }),
  fact('CustomerContacted', 50, {
    ...told,
    handlerId,
    means: 'phone',
    note: '',
    ...measured,
    dueAt: minute(60),
  }),
  fact('ComplaintInvestigated', 100, { ...told, cause: 'people', findings: '' }),
  fact('ComplaintAdjudicated', 110, { ...told, verdict: 'proven', reasons: '' }),
  fact('ComplaintRemedied', 120, { ...told, remedy: 'apology', amountFen: null, note: '' }),
  fact('ComplaintReplied', 130, {
    ...told,
    handlerId,
    reply: '已退费',
    ...measured,
    dueAt: minute(500),
  }),
  fact('ComplaintClosed', 140, { ...told, handlerId, unitId, satisfaction: 5 }),
] as const;

export const reopened = fact('ComplaintReopened', 200, {
  ...told,
  reason: '未到账',
  repliedBy: handlerId,
  unitId,
  promises,
});
export const contactMissed = fact('ComplaintDeadlineMissed', 60, {
  promise: 'complaint-contact',
  dueAt: minute(60),
  responsibleId: handlerId,
  unitId,
});

export const history = (...events: ComplaintEvent[]) => recorded(complaintId, events);
