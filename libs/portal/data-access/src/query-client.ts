/** How answers are kept and asked for again. */
import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

/** Waiting helps only where the read models are behind or the server is just coming up. */
const passing = (error: unknown) =>
  error instanceof ProblemError && [502, 503, 504].includes(error.problem.status);

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && passing(error),
        retryDelay: 800,
        staleTime: 2_000,
        refetchOnWindowFocus: true,
      },
    },
  });

/** How often a page in view asks again, in milliseconds. */
export const liveEveryMs = 5_000;
