/** The past of anything that has one: its trail, its state at an instant, what changed, who saw. */
import type { Basis, HistoryAsOf, HistoryDifference, Look, Trail } from '@taizhang/contracts/views';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { keys } from './query-keys';

export type { Basis };

/** Null is now. */
type Instant = string | null;

/** Every event that made it what it is. @param revision of what is shown: a newer one has more */
export const useTrail = (id: string, revision: number) =>
  useQuery({
    queryKey: keys.history(id, 'trail', { revision }),
    queryFn: ({ signal }) => client.get<Trail>(`/history/${id}/trail`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useHistoryAsOf = (
  id: string,
  asked: Readonly<{ at: Instant; basis: Basis; revision: number }>,
) =>
  useQuery({
    queryKey: keys.history(id, 'as-of', asked),
    queryFn: ({ signal }) => {
      const query = { basis: asked.basis, ...(asked.at && { at: asked.at }) };
      return client.get<HistoryAsOf>(`/history/${id}/as-of`, { query, signal });
    },
    placeholderData: keepPreviousData,
  });

/** Nothing is asked where both are the same. */
export const useHistoryDifference = (
  id: string,
  asked: Readonly<{ from: Instant; to: Instant; basis: Basis; revision: number }>,
) => {
  const { from, to, basis } = asked;
  // Now is no instant to begin with: between now and then is between then and now.
  const [first, second] = from === null ? [to, null] : [from, to];
  return useQuery({
    queryKey: keys.history(id, 'difference', asked),
    queryFn:
      first === null || first === second
        ? skipToken
        : ({ signal }) =>
            client.get<HistoryDifference>(`/history/${id}/difference`, {
              query: { from: first, basis, ...(second && { to: second }) },
              signal,
            }),
    ...(first === second ? {} : { placeholderData: keepPreviousData }),
  });
};

export type LooksAsked = Readonly<{
  subject?: string;
  staffId?: string;
  from?: string;
  to?: string;
}>;

/** Who has looked, newest first, page by page. */
export const useLooks = (asked: LooksAsked) =>
  useCursorPages(keys.looks(asked), (cursor) =>
    client.get<Page<Look>>('/access', { query: { ...asked, cursor, limit: 20 } }),
  );
