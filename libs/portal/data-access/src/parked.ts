/** What could not be taken in, who is behind, whether anything was skipped. Waits for nobody. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  DiscardParked,
  LogAudit,
  Parked,
  RetryParked,
  Subscribers,
} from '@taizhang/contracts/views';
import { client } from './client';
import { useCommand } from './use-command';

const keys = { parked: ['parked'], subscribers: ['subscribers'], logAudit: ['log-audit'] } as const;

export const useParked = () =>
  useQuery({
    queryKey: keys.parked,
    queryFn: ({ signal }) =>
      client.get<Parked>('/operations/parked', { signal, afterOwnCommands: false }),
    // What somebody wants tried again is tried within a second.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ retryWanted }) => retryWanted) ? 1_000 : 5_000,
    placeholderData: keepPreviousData,
  });

export const useRetryParked = () =>
  useCommand({
    send: (body: RetryParked, key) =>
      client.command<unknown>('/operations/parked/retry', { body, key }),
    changes: [keys.parked],
  });

export const useDiscardParked = () =>
  useCommand({
    send: (body: DiscardParked, key) =>
      client.command<unknown>('/operations/parked/discard', { body, key }),
    changes: [keys.parked],
  });

export const useSubscribers = () =>
  useQuery({
    queryKey: keys.subscribers,
    queryFn: ({ signal }) =>
      client.get<Subscribers>('/operations/subscribers', { signal, afterOwnCommands: false }),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });

export const useLogAudit = () =>
  useQuery({
    queryKey: keys.logAudit,
    queryFn: ({ signal }) =>
      client.get<LogAudit>('/operations/log-audit', { signal, afterOwnCommands: false }),
    refetchInterval: ({ state }) => (state.data?.running ? 1_000 : 10_000),
    placeholderData: keepPreviousData,
  });

export const useBeginLogAudit = () =>
  useCommand({
    send: (_: undefined, key) =>
      client.command<unknown>('/operations/log-audit', { body: {}, key }),
    changes: [keys.logAudit],
  });

export const useStopLogAudit = () =>
  useCommand({
    send: (_: undefined, key) => client.remove<unknown>('/operations/log-audit', key),
    changes: [keys.logAudit],
  });
