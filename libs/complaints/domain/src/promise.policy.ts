/** Promises of one complaint: when one counts as missed, and against whom. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { Instant } from '@taizhang/kernel';
import { deadlineProcess, overdue } from '@taizhang/promises';
import { gravityOf, type KnownComplaint } from './complaint.state';

/**
 * The missed deadlines to record before an act at `at`: an act that comes late tells that the
 * promise was missed, should the deadline process not have said so yet. Counted once.
 */
export function missedBefore(
  state: KnownComplaint,
  names: readonly FrozenPromise['promise'][],
  at: Instant,
): ComplaintEvent[] {
  const { complaintId, handlerId, ownerId, unitId } = state;
  return overdue(state, names, at).map(({ promise, dueAt }) => ({
    type: 'ComplaintDeadlineMissed',
    // The fact is that the clock ran out then, whoever notices it when.
    at: dueAt as Instant,
    by: deadlineProcess,
    data: {
      complaintId,
      promise,
      dueAt: dueAt as Instant,
      responsibleId: handlerId ?? ownerId,
      unitId,
      ...gravityOf(state),
    },
  }));
}
