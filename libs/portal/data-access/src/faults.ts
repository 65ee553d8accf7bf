/** Faults: the board by lane, one with its timeline and deadlines, and every step. */
import type { announceOutageRequest } from '@taizhang/contracts/intake';
import type { openCasesRequest } from '@taizhang/contracts/views';
import type { Fault, FaultLane, OpenCase, Outage, TimelineEntry } from '@taizhang/contracts/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Deadline, Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { isProblem } from './problem';
import { liveEveryMs } from './query-client';
import { keys } from './query-keys';
import { useCommand } from './use-command';

export type FaultsAsked = Readonly<{ lane: FaultLane; unitId?: string; grade?: string }>;

/** One lane shows its most pressing; the rest is found by narrowing. */
const laneMax = 50;

/** A lane of the board, asked again every few seconds. */
export const useFaultLane = (asked: FaultsAsked) =>
  useQuery({
    queryKey: keys.faultLane(asked),
    queryFn: ({ signal }) =>
      client.get<Page<Fault>>('/faults', { query: { ...asked, limit: laneMax }, signal }),
    refetchInterval: liveEveryMs,
  });

export const useFault = (id: string) =>
  useQuery({
    queryKey: keys.fault(id),
    queryFn: ({ signal }) => client.get<Fault>(`/faults/${id}`, { signal }),
    refetchInterval: liveEveryMs,
  });

/** Routed a moment ago: not found means "not yet" for the first seconds. */
export const useArrivingFault = (id: string | null) =>
  useQuery({
    queryKey: [...keys.fault(id ?? ''), 'arriving'],
    queryFn: id ? ({ signal }) => client.get<Fault>(`/faults/${id}`, { signal }) : skipToken,
    retry: (failures, error) =>
      failures < 12 && (isProblem(error, 'not-found') || isProblem(error, 'view-behind')),
    retryDelay: (failures) => Math.min(250 * 1.5 ** failures, 2_000),
    staleTime: Infinity,
  });

type Items<Item> = Readonly<{ items: readonly Item[] }>;

/** @param revision of the fault shown: a newer one has more to tell */
export const useFaultTimeline = (id: string, revision: number) =>
  useQuery({
    queryKey: [...keys.fault(id), 'timeline', revision],
    queryFn: ({ signal }) => client.get<Items<TimelineEntry>>(`/faults/${id}/timeline`, { signal }),
    select: ({ items }) => items,
  });

export const useFaultDeadlines = (id: string, revision: number) =>
  useQuery({
    queryKey: [...keys.fault(id), 'deadlines', revision],
    queryFn: ({ signal }) => client.get<Items<Deadline>>(`/faults/${id}/deadlines`, { signal }),
    select: ({ items }) => items,
  });

export const useOpenOutages = () =>
  useQuery({
    queryKey: keys.outages,
    queryFn: ({ signal }) =>
      client.get<Page<Outage>>('/outages', { query: { open: 'true' }, signal }),
    select: ({ items }) => items,
  });

/** @param open those that are not over yet; else those that are */
export const useOutages = (open: boolean) =>
  useCursorPages([...keys.outages, open], (cursor) =>
    client.get<Page<Outage>>('/outages', { query: { open: String(open), cursor } }),
  );

export const useAnnounceOutage = () =>
  useCommand({
    send: (body: z.input<typeof announceOutageRequest>, key) =>
      client.command('/outages', { body, key }),
    changes: [keys.outages],
  });

/** Every report linked to it is restored with it. */
export const useRestoreOutage = () =>
  useCommand({
    send: ({ id, revision }: Pick<Outage, 'id' | 'revision'>, key) =>
      client.command(`/outages/${id}/restoration`, { body: {}, revision, key }),
    changes: [keys.faults],
  });

export type OpenCasesAsked = z.input<typeof openCasesRequest>;

/** What is open already for a customer or at a place; nothing is asked about nobody. */
export const useOpenCases = (asked: OpenCasesAsked) =>
  useQuery({
    queryKey: [...keys.openCases, asked],
    queryFn:
      asked.customerId || asked.supplyPointId || asked.place
        ? ({ signal }) => client.ask<Items<OpenCase>>('/cases/open', asked, { signal })
        : skipToken,
    select: ({ items }) => items,
  });

/** The steps as the API names them. */
export type FaultStep =
  | 'triage'
  | 'grade'
  | 'dispatch'
  | 'departure'
  | 'arrival'
  | 'cause'
  | 'restoration'
  | 'verification'
  | 'closure'
  | 'reopening';

export type FaultStepTaken = Readonly<{ step: FaultStep; revision: number; body: object }>;

export const useFaultStep = (id: string) =>
  useCommand({
    send: ({ step, revision, body }: FaultStepTaken, key) =>
      client.command(`/faults/${id}/${step}`, { body, revision, key }),
    changes: [keys.faults, keys.customers],
  });
