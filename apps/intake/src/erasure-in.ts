/** What the stream of a person tells of their erasure. */
import type { PrivacyEvent } from '@taizhang/contracts/intake';
import type { Recorded } from '@taizhang/kernel';

type Of<Type extends PrivacyEvent['type']> = Recorded<Extract<PrivacyEvent, { type: Type }>>;

/**
 * Who decided what, and what was carried out; undefined when nobody decided it. Words found to be
 * theirs later are erased by a later decision, and completed with it.
 */
export function erasureIn(history: readonly Recorded[]) {
  const erased = history.find(isErased);
  const newest = history.findLast(isErased);
  if (!erased || !newest) return undefined;
  const completed = history.slice(history.indexOf(newest)).findLast(isCompleted);
  const { subjects: _, ...decided } = erased.data;
  const { at, by, id: eventId, stream, revision, position } = erased;
  return {
    decision: {
      ...{ ...decided, at, by, eventId, stream, revision, position: String(position) },
      completedAt: completed?.recordedAt ?? null,
    },
    /** Whose keys go with the newest decision. */
    subjects: newest.data.subjects,
    /** Of how much; undefined until it is completed. */
    carried: completed?.data,
  };
}

const isErased = (event: Recorded): event is Of<'PersonErased'> => event.type === 'PersonErased';
const isCompleted = (event: Recorded): event is Of<'ErasureCompleted'> =>
  event.type === 'ErasureCompleted';
