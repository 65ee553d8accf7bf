/** Promises of one inquiry: which is running, and when one counts as missed. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { ActorId, Instant } from '@taizhang/kernel';
import type { KnownInquiry } from './inquiry.state';

/** Who says that a clock ran out. */
export const deadlineProcess = 'system-deadlines' as ActorId;

type Name = FrozenPromise['promise'];

/** Kept by our answer. While the meter is on test they stand still; its result starts them anew. */
export const answering: readonly Name[] = ['inquiry-answer', 'reading-anomaly-answer'];
/** Kept by the result of the test. */
export const testing: readonly Name[] = ['meter-test-result', 'meter-test-hard-stop'];

export const promiseOf = ({ promises }: KnownInquiry, name: Name): FrozenPromise | undefined =>
  promises.find(({ promise }) => promise === name);

/** Of several promises kept by one act, the one that ends first is what it is measured against. */
export function measuredBy(state: KnownInquiry, names: readonly Name[]) {
  const [first] = running(state, names).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return {
    unitId: state.unitId,
    startedAt: (first?.startedAt ?? state.startedAt) as Instant,
    dueAt: (first?.dueAt ?? null) as Instant | null,
  };
}

/**
 * The missed deadlines to record before an act at `at`: an act that comes late tells that the
 * promise was missed, should the deadline process not have said so yet. Counted once.
 */
export function missedBefore(
  state: KnownInquiry,
  names: readonly Name[],
  at: Instant,
): InquiryEvent[] {
  const { inquiryId, handlerId, ownerId, unitId } = state;
  return running(state, names)
    .filter(({ promise, dueAt }) => at > dueAt && !state.missed.includes(promise))
    .map(({ promise, dueAt }) => ({
      type: 'InquiryDeadlineMissed',
      // The fact is that the clock ran out then, whoever notices it when.
      at: dueAt as Instant,
      by: deadlineProcess,
      data: {
        inquiryId,
        promise,
        dueAt: dueAt as Instant,
        responsibleId: handlerId ?? ownerId,
        unitId,
      },
    }));
}

const running = ({ promises, settled }: KnownInquiry, names: readonly Name[]) =>
  promises.filter(({ promise }) => names.includes(promise) && !settled.includes(promise));

export const settle = (state: KnownInquiry, promises: readonly string[]): KnownInquiry => ({
  ...state,
  settled: [...new Set([...state.settled, ...promises])],
});

/** A clock that starts again is a new promise under the old name. */
export function start(state: KnownInquiry, promises: readonly FrozenPromise[]): KnownInquiry {
  const started = promises.map(({ promise }) => promise as string);
  const isOther = (name: string) => !started.includes(name);
  return {
    ...state,
    promises: [...state.promises.filter(({ promise }) => isOther(promise)), ...promises],
    settled: state.settled.filter(isOther),
    missed: state.missed.filter(isOther),
  };
}
