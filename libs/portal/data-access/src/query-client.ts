/** How answers are kept and asked for again. */
import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';
import { session as thisSession, type SessionStore } from './session';

/**
 * Every request is tried, whatever the browser believes of the network: the server may stand beside
 * it, and an attempt that fails is told, where one that is held back only seems to take long.
 */
const networkMode = 'always';

/** Waiting helps only where the read models are behind or the server is just coming up. */
const passing = (error: unknown) =>
  error instanceof ProblemError && [502, 503, 504].includes(error.problem.status);

export function createQueryClient(session: SessionStore = thisSession): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && passing(error),
        retryDelay: 800,
        staleTime: 2_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode,
      },
      mutations: { networkMode },
    },
  });
  forgetForOthers(queries, session);
  return queries;
}

/** A token may run out without anybody signing out: what was seen is not for whoever comes next. */
function forgetForOthers(queries: QueryClient, session: SessionStore): void {
  const person = () => session.current()?.principal.staffId;
  let last = person();
  session.subscribe(() => {
    const next = person();
    if (!next) return;
    if (last && next !== last) queries.clear();
    last = next;
  });
}

/** How often a page in view asks again, in milliseconds. */
export const liveEveryMs = 5_000;
