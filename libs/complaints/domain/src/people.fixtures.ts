/** Who takes part in the stories of the specs, their clock, and how to tell a fact. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import type { ComplaintCommand } from './complaint.commands';

export const agent = 'staff-agent' as ActorId;
export const dispatcher = 'staff-dispatcher' as ActorId;
export const handler = 'staff-handler' as ActorId;
export const colleague = 'staff-colleague' as ActorId;
export const complaintId = 'complaint-1' as ComplaintId;
export const customerId = 'customer-1' as CustomerId;
export const team = 'unit-team' as UnitId;

/** Minutes after the complaint was lodged. */
export const minute = (minutes: number): Instant =>
  instant(Date.parse('2026-01-05T01:00:00.000Z') + minutes * 60_000);
export const startedAt = minute(0);

const promise = (name: FrozenPromise['promise'], minutes: number): FrozenPromise => ({
  promise: name,
  edition: 'test',
  limit: { amount: minutes, unit: 'minutes' },
  calendar: 'test',
  startedAt,
  dueAt: minute(minutes),
});
export const promises = [
  promise('complaint-dispatch', 20),
  promise('complaint-contact', 24 * 60),
  promise('complaint-reply', 5 * 24 * 60),
];

type Told<Type> = Extract<ComplaintEvent, { type: Type }>;
export const fact = <Type extends ComplaintEvent['type']>(
  type: Type,
  at: Instant,
  by: ActorId,
  data: Told<Type>['data'],
) => ({ type, at, by, data }) as Told<Type>;
export const ask = <Type extends ComplaintCommand['type']>(
  type: Type,
  at: Instant,
  by: ActorId,
  data: Extract<ComplaintCommand, { type: Type }>['data'],
) => ({ type, at, by, data }) as Extract<ComplaintCommand, { type: Type }>;
