/**
 * What somebody had typed and not yet sent when their sign-in ran out. It may be personal data:
 * it is in the memory of the page only, and for nobody but them.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { usePrincipal } from './authentication';
import { session as thisSession, type SessionStore } from './session';

type Kept = Readonly<{ staffId: string; words: unknown }>;

export function createUnsent(session: SessionStore) {
  const kept = new Map<string, Kept>();

  session.subscribe(() => {
    const current = session.current();
    if (!current) {
      if (!session.hasRunOut()) kept.clear(); // They left, and leave nothing behind.
      return;
    }
    const { staffId } = current.principal;
    // Empty for the moment in which it is being looked up who has come.
    if (staffId && [...kept.values()].some((one) => one.staffId !== staffId)) kept.clear();
  });

  return {
    /** @param place where it was typed, e.g. the id of a case */
    find: (staffId: string, place: string): unknown => {
      const found = kept.get(place);
      return found?.staffId === staffId ? found.words : undefined;
    },
    /** The place is gone from the page. Whoever left it by themselves gave up what they typed. */
    leave(staffId: string, place: string, words: unknown) {
      if (session.hasRunOut() && words !== undefined) kept.set(place, { staffId, words });
      else kept.delete(place);
    },
  };
}

const unsent = createUnsent(thisSession);

/** Gives back what was typed at a place before the sign-in ran out, and keeps what is typed now. */
export function useUnsent<Words>(place: string) {
  const { staffId } = usePrincipal();
  const [back, setBack] = useState(() => unsent.find(staffId, place) as Words | undefined);
  const typed = useRef(back);
  useEffect(() => () => unsent.leave(staffId, place, typed.current), [staffId, place]);
  const keep = useCallback((words: Words) => {
    typed.current = words;
  }, []);
  /** It was sent, or given up. */
  const forget = useCallback(() => {
    typed.current = undefined;
    setBack(undefined);
  }, []);
  return { back, keep, forget } as const;
}

/** The form of a step, as it was left. */
export type UnsentStep<Step extends string, Values> = Readonly<{
  step: Step;
  /** What it was decided on: a newer one is told before it counts. */
  revision: number;
  values: Values;
}>;
