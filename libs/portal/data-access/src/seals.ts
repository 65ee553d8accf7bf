/** Seals: of the whole log, of one case, and the case as a file that proves itself. */
import type { CaseFile, CaseSeal, Seals } from '@taizhang/contracts/views';
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { client } from './client';
import { keys } from './query-keys';

const lookAgainMs = 5_000;

export const useSeals = (wanted: boolean) =>
  useQuery({
    queryKey: keys.seals,
    queryFn: wanted
      ? ({ signal }) => client.get<Seals>('/seals', { signal, afterOwnCommands: false })
      : skipToken,
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  });

/** Asked again until everything up to `revision` is sealed. */
export const useCaseSeal = (id: string, revision: number, wanted: boolean) =>
  useQuery({
    queryKey: keys.caseSeal(id, revision),
    queryFn: wanted
      ? ({ signal }) => client.get<CaseSeal>(`/seals/cases/${id}`, { signal })
      : skipToken,
    refetchInterval: ({ state: { data } }) =>
      data && data.sealed > revision && data.sealed === data.events ? false : lookAgainMs,
    placeholderData: keepPreviousData,
  });

export const useCaseFile = (id: string) =>
  useMutation({ mutationFn: () => client.get<CaseFile>(`/evidence/cases/${id}`) });
