/** The read models as their operator sees them. Never waits for them: they may be behind. */
import type { ReadModelDifferences, ReadModelsStatus } from '@taizhang/contracts/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { keys } from './query-keys';
import { useCommand } from './use-command';

export const useReadModels = () =>
  useQuery({
    queryKey: keys.readModels,
    queryFn: ({ signal }) =>
      client.get<ReadModelsStatus>('/operations/read-models', { signal, afterOwnCommands: false }),
    refetchInterval: ({ state }) => (state.data?.items.some(isRebuilding) ? 1_000 : 3_000),
    placeholderData: keepPreviousData,
  });

export const isRebuilding = ({ rebuild }: ReadModelsStatus['items'][number]): boolean =>
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

/** What can be done to a rebuild that was begun, and to what it left behind. */
export type RebuildAct = 'pause' | 'resume' | 'cancel' | 'roll-back' | 'forget';

const paths: Record<RebuildAct, string> = {
  pause: 'rebuild/pause',
  resume: 'rebuild/resume',
  cancel: 'rebuild',
  'roll-back': 'roll-back',
  forget: 'previous',
};

export const useRebuildAct = () =>
  useCommand({
    send: ({ name, act }: { name: string; act: RebuildAct }, key) => {
      const path = `/operations/read-models/${name}/${paths[act]}`;
      const removes = act === 'cancel' || act === 'forget';
      return removes ? client.remove<unknown>(path, key) : client.command<unknown>(path, { key });
    },
    changes: [keys.readModels],
  });

/** Rows that differed when a read model was last compared, page by page. */
export const useDifferences = (name: string) =>
  useCursorPages([...keys.readModels, 'differences', name], async (cursor) => {
    const { items, next } = await client.get<ReadModelDifferences>(
      `/operations/read-models/${name}/differences`,
      { query: { after: cursor ?? 0 }, afterOwnCommands: false },
    );
    return { items, nextCursor: next === null ? null : String(next) };
  });
