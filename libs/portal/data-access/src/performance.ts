/** Figures, and the events behind each of them. */
import type { PerformanceEntry, PerformanceReport, Workbench } from '@taizhang/contracts/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { liveEveryMs } from './query-client';
import { keys } from './query-keys';
import type { PerformanceAsked, PerformanceEntriesAsked } from './questions';

export const useWorkbench = () =>
  useQuery({
    queryKey: keys.workbench,
    queryFn: ({ signal }) => client.get<Workbench>('/workbench', { signal }),
    refetchInterval: liveEveryMs,
    placeholderData: keepPreviousData,
  });

export const usePerformance = (asked: PerformanceAsked) =>
  useQuery({
    queryKey: keys.performance(asked),
    queryFn: ({ signal }) =>
      client.get<PerformanceReport>('/performance', { query: asked, signal }),
    refetchInterval: 3 * liveEveryMs,
    placeholderData: keepPreviousData,
  });

export const usePerformanceEntries = (asked: PerformanceEntriesAsked) =>
  useCursorPages(keys.performanceEntries(asked), (cursor) =>
    client.get<Page<PerformanceEntry>>('/performance/entries', { query: { ...asked, cursor } }),
  );
