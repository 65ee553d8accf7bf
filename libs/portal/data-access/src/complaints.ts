/** Complaints: lists, one with its timeline and deadlines, its past, and every step. */
import type { Complaint, TimelineEntry } from '@taizhang/contracts/views';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { ComplaintAsOf, ComplaintDifference, Deadline, Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { isProblem } from './problem';
import { liveEveryMs } from './query-client';
import { keys } from './query-keys';
import type { ComplaintsAsked } from './questions';
import { useCommand } from './use-command';

export const complaintPage = (asked: ComplaintsAsked, cursor?: string, limit = 50) =>
  client.get<Page<Complaint>>('/complaints', { query: { ...asked, cursor, limit } });

export const useComplaintList = (asked: ComplaintsAsked) =>
  useCursorPages(keys.complaintList(asked), (cursor) => complaintPage(asked, cursor));

export const useComplaint = (id: string) =>
  useQuery({
    queryKey: keys.complaint(id),
    queryFn: ({ signal }) => client.get<Complaint>(`/complaints/${id}`, { signal }),
    refetchInterval: liveEveryMs,
  });

/**
 * A complaint that was routed a moment ago: it exists as soon as the exchange has carried it over.
 * Not found is therefore "not yet" for the first seconds.
 */
export const useArrivingComplaint = (id: string | null) =>
  useQuery({
    queryKey: [...keys.complaint(id ?? ''), 'arriving'],
    queryFn: id
      ? ({ signal }) => client.get<Complaint>(`/complaints/${id}`, { signal })
      : skipToken,
    retry: (failures, error) =>
      failures < 12 && (isNotYet(error) || isProblem(error, 'view-behind')),
    retryDelay: (failures) => Math.min(250 * 1.5 ** failures, 2_000),
    staleTime: Infinity,
  });

const isNotYet = (error: unknown) =>
  (error as { problem?: { status?: number } }).problem?.status === 404;

type Items<Item> = Readonly<{ items: readonly Item[] }>;

export const useTimeline = (id: string) =>
  useQuery({
    queryKey: keys.timeline(id),
    queryFn: ({ signal }) =>
      client.get<Items<TimelineEntry>>(`/complaints/${id}/timeline`, { signal }),
    select: ({ items }) => items,
  });

export const useDeadlines = (id: string) =>
  useQuery({
    queryKey: keys.deadlines(id),
    queryFn: ({ signal }) => client.get<Items<Deadline>>(`/complaints/${id}/deadlines`, { signal }),
    select: ({ items }) => items,
  });

export type PastInstant = Readonly<{ at: string; basis: 'occurred' | 'recorded' }>;
export type Moment = Readonly<{ revision: number }> | PastInstant;

export const complaintAsOf = (id: string, moment: Moment) =>
  client.get<ComplaintAsOf>(`/complaints/${id}/as-of`, { query: moment });

export const useComplaintAsOf = (id: string, moment: Moment) =>
  useQuery({
    queryKey: keys.asOf(id, moment),
    queryFn: () => complaintAsOf(id, moment),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** What differs between two revisions; nothing is asked where they are the same or absent. */
export const useDifference = (id: string, from: number, to: number) =>
  useQuery({
    queryKey: keys.difference(id, from, to),
    queryFn:
      from >= 0 && from !== to
        ? () =>
            client.get<ComplaintDifference>(`/complaints/${id}/difference`, { query: { from, to } })
        : skipToken,
    staleTime: 60_000,
    ...(from === to ? {} : { placeholderData: keepPreviousData }),
  });

/** The steps as the API names them. */
export type ComplaintStep =
  | 'dispatch'
  | 'acceptance'
  | 'return'
  | 'customer-contact'
  | 'investigation'
  | 'adjudication'
  | 'remedies'
  | 'reply'
  | 'closure'
  | 'reopening';

export type StepTaken = Readonly<{ step: ComplaintStep; revision: number; body: object }>;

export const useComplaintStep = (id: string) =>
  useCommand({
    send: ({ step, revision, body }: StepTaken, key) =>
      client.command(`/complaints/${id}/${step}`, { body, revision, key }),
    changes: [keys.complaints, keys.workbench, keys.customers],
  });
