/** Who takes part in the stories of the specs, their clock, and how to tell a fact. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { AccountId, InquiryEvent, InquiryId } from '@taizhang/contracts/billing-inquiries';
import type { CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import type { InquiryCommand } from './inquiry.commands';

export const agent = 'staff-agent' as ActorId;
export const handler = 'staff-handler' as ActorId;
export const colleague = 'staff-colleague' as ActorId;
export const inquiryId = 'inquiry-1' as InquiryId;
export const customerId = 'customer-1' as CustomerId;
export const accountId = 'account-1' as AccountId;
export const supplyPointId = 'supplypoint-1' as SupplyPointId;
export const unitId = 'unit-marketing' as UnitId;

/** Hours after the inquiry was opened. */
export const hour = (hours: number): Instant =>
  instant(Date.parse('2026-11-02T01:00:00.000Z') + hours * 3_600_000);

export const promise = (
  name: FrozenPromise['promise'],
  from: number,
  hours: number,
): FrozenPromise => ({
  promise: name,
  edition: 'test',
  limit: { amount: hours, unit: 'hours' },
  calendar: 'test',
  startedAt: hour(from),
  dueAt: hour(from + hours),
});

type Told<Type> = Extract<InquiryEvent, { type: Type }>;
type Asked<Type> = Extract<InquiryCommand, { type: Type }>;
export const fact = <Type extends InquiryEvent['type']>(
  type: Type,
  at: Instant,
  by: ActorId,
  data: Omit<Told<Type>['data'], 'inquiryId'>,
) => ({ type, at, by, data: { inquiryId, ...data } }) as unknown as Told<Type>;
export const ask = <Type extends InquiryCommand['type']>(
  type: Type,
  at: Instant,
  by: ActorId,
  data: Omit<Asked<Type>['data'], 'inquiryId'>,
) => ({ type, at, by, data: { inquiryId, ...data } }) as unknown as Asked<Type>;

export const miss = ask('MissInquiryDeadline', hour(101), 'system-deadlines' as ActorId, {
  promise: 'inquiry-answer',
});
export const missed = (at: number, name: FrozenPromise['promise'] = 'inquiry-answer') =>
  fact('InquiryDeadlineMissed', hour(at), 'system-deadlines' as ActorId, {
    promise: name,
    dueAt: hour(at),
    responsibleId: handler,
    unitId,
  });
