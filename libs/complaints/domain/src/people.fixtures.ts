/** Who takes part in the stories of the specs, and the clock they run on. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';

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
