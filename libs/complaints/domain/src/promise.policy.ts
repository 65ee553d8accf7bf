/** Promises of one complaint: which is running, and when one counts as missed. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { KnownComplaint } from './complaint.state';

/** Who says that a clock ran out. */
export const deadlineProcess = 'system-deadlines' as ActorId;

export const promiseOf = (
  { promises }: KnownComplaint,
  name: FrozenPromise['promise'],
): FrozenPromise | undefined => promises.find(({ promise }) => promise === name);

/**
 * The missed deadlines to record before an act at `at`: an act that comes late tells that the
 * promise was missed, should the deadline process not have said so yet. Counted once.
 */
export function missedBefore(
  state: KnownComplaint,
  name: FrozenPromise['promise'],
  at: Instant,
): ComplaintEvent[] {
  const promise = promiseOf(state, name);
  if (!promise || at <= promise.dueAt) return [];
  if (state.missed.includes(name) || state.settled.includes(name)) return [];
  const { complaintId, handlerId, ownerId, unitId } = state;
  return [
    {
      type: 'ComplaintDeadlineMissed',
      // The fact is that the clock ran out then, whoever notices it when.
      at: promise.dueAt as Instant,
      by: deadlineProcess,
      data: {
        complaintId,
        promise: name,
        dueAt: promise.dueAt as Instant,
        responsibleId: handlerId ?? ownerId,
        unitId,
      },
    },
  ];
}
