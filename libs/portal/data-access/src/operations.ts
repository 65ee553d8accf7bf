/** The read models as their operator sees them. Never waits for them: they may be behind. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReadModels } from './answers';
import { client } from './client';
import { keys } from './query-keys';
import { useCommand } from './use-command';

export const useReadModels = () =>
  useQuery({
    queryKey: keys.readModels,
    queryFn: ({ signal }) =>
      client.get<ReadModels>('/operations/read-models', { signal, afterOwnCommands: false }),
    refetchInterval: ({ state }) => (state.data?.items.some(isRebuilding) ? 1_000 : 3_000),
    placeholderData: keepPreviousData,
  });

export const isRebuilding = ({ rebuild }: ReadModels['items'][number]): boolean =>
  rebuild?.state === 'running' || rebuild?.state === 'switching';

/** `all` rebuilds every read model. */
export const useRebuild = () =>
  useCommand({
    send: ({ name, compare }: { name: string; compare: boolean }, key) =>
      client.command<unknown>(`/operations/read-models/${name}/rebuild`, {
        body: { compare },
        key,
      }),
    changes: [keys.readModels],
  });

export const useCancelRebuild = () =>
  useCommand({
    send: ({ name }: { name: string }, key) =>
      client.remove<unknown>(`/operations/read-models/${name}/rebuild`, key),
    changes: [keys.readModels],
  });
