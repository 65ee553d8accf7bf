/** Promises of one fault: which measures an act, and when one counts as missed. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { FaultEvent } from '@taizhang/contracts/intake';
import type { Instant } from '@taizhang/kernel';
import { deadlineProcess, overdue, promiseOf } from '@taizhang/promises';
import type { KnownFault } from './fault.state';

type Names = readonly FrozenPromise['promise'][];

/** Of several promises on one act the strictest measures it; the others are its outer limits. */
export function measuredBy(fault: KnownFault, names: Names, since: Instant | null = null) {
  const dueAts = names.flatMap((name) => promiseOf(fault, name)?.dueAt ?? []).sort();
  const dueAt = (dueAts[0] as Instant | undefined) ?? null;
  return { unitId: fault.unitId, startedAt: since ?? fault.startedAt, dueAt };
}

/** An act that comes late tells what was missed, should the deadline process not have said so. */
export const missedBefore = (fault: KnownFault, names: Names, at: Instant): FaultEvent[] =>
  overdue(fault, names, at).map(({ promise, dueAt }) => ({
    type: 'FaultDeadlineMissed',
    at: dueAt as Instant,
    by: deadlineProcess,
    data: {
      faultId: fault.faultId,
      promise,
      dueAt: dueAt as Instant,
      responsibleId: fault.handlerId ?? fault.ownerId,
      unitId: fault.unitId ?? fault.ownerUnitId,
    },
  }));

/** Whether a crew is owed by what the questions found. */
export const needsCrew = ({
  triage,
  paidRepairAgreed,
}: Pick<KnownFault, 'triage' | 'paidRepairAgreed'>): boolean =>
  triage === 'dispatch' || paidRepairAgreed;
