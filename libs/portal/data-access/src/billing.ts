/** Billing inquiries and accounts: lists, one of each, and every step. */
import type { AccountPage, AccountRow, Inquiry, TimelineEntry } from '@taizhang/contracts/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { Deadline, Page } from './answers';
import { client } from './client';
import { useCursorPages } from './cursor-pages';
import { isProblem } from './problem';
import { liveEveryMs } from './query-client';
import { keys } from './query-keys';
import type { AccountsAsked, InquiriesAsked } from './questions';
import { useCommand } from './use-command';

type Items<Item> = Readonly<{ items: readonly Item[] }>;

export const useInquiryList = (asked: InquiriesAsked) =>
  useCursorPages(keys.inquiryList(asked), (cursor) =>
    client.get<Page<Inquiry>>('/inquiries', { query: { ...asked, cursor, limit: 50 } }),
  );

export const useInquiry = (id: string) =>
  useQuery({
    queryKey: keys.inquiry(id),
    queryFn: ({ signal }) => client.get<Inquiry>(`/inquiries/${id}`, { signal }),
    refetchInterval: liveEveryMs,
  });

/** Routed a moment ago: not found means "not yet" for the first seconds. */
export const useArrivingInquiry = (id: string | null) =>
  useQuery({
    queryKey: [...keys.inquiry(id ?? ''), 'arriving'],
    queryFn: id ? ({ signal }) => client.get<Inquiry>(`/inquiries/${id}`, { signal }) : skipToken,
    retry: (failures, error) =>
      failures < 12 && (isProblem(error, 'not-found') || isProblem(error, 'view-behind')),
    retryDelay: (failures) => Math.min(250 * 1.5 ** failures, 2_000),
    staleTime: Infinity,
  });

/** @param revision asked again when there are newer events */
export const useInquiryTimeline = (id: string, revision: number) =>
  useQuery({
    queryKey: [...keys.inquiry(id), 'timeline', revision],
    queryFn: () => client.get<Items<TimelineEntry>>(`/inquiries/${id}/timeline`),
    select: ({ items }) => items,
  });

export const useInquiryDeadlines = (id: string, revision: number) =>
  useQuery({
    queryKey: [...keys.inquiry(id), 'deadlines', revision],
    queryFn: () => client.get<Items<Deadline>>(`/inquiries/${id}/deadlines`),
    select: ({ items }) => items,
  });

export const useAccountList = (asked: AccountsAsked) =>
  useCursorPages(keys.accountList(asked), (cursor) =>
    client.get<Page<AccountRow>>('/accounts', { query: { ...asked, cursor, limit: 50 } }),
  );

/** Nothing is asked while it is not known which account it is. */
export const useAccount = (id: string | null) =>
  useQuery({
    queryKey: keys.account(id ?? ''),
    queryFn: id
      ? ({ signal }) => client.get<AccountPage>(`/accounts/${id}`, { signal })
      : skipToken,
    refetchInterval: liveEveryMs,
  });

export const useAccountTimeline = (id: string, revision: number) =>
  useQuery({
    queryKey: [...keys.account(id), 'timeline', revision],
    queryFn: () => client.get<Items<TimelineEntry>>(`/accounts/${id}/timeline`),
    select: ({ items }) => items,
  });

/** The steps as the API names them. */
export type InquiryStep =
  | 'verification'
  | 'takeover'
  | 'kind'
  | 'answer'
  | 'investigation'
  | 'meter-test'
  | 'meter-test/result'
  | 'meter-test/dispute'
  | 'finding'
  | 'adjustment'
  | 'adjustment/approval'
  | 'adjustment/rejection'
  | 'adjustment/posting'
  | 'reply'
  | 'closure'
  | 'reopening';

export type AccountStep =
  | 'arrears-notice'
  | 'disconnection'
  | 'disconnection/approval'
  | 'disconnection/announcement'
  | 'disconnection/execution'
  | 'restoration'
  | 'mistaken-disconnection';

type Taken<Step> = Readonly<{ step: Step; revision: number; body: object }>;
const changes = [keys.inquiries, keys.accounts, keys.customers];

export const useInquiryStep = (id: string) =>
  useCommand({
    send: ({ step, revision, body }: Taken<InquiryStep>, key) =>
      client.command(`/inquiries/${id}/${step}`, { body, revision, key }),
    changes,
  });

export const useAccountStep = (id: string) =>
  useCommand({
    send: ({ step, revision, body }: Taken<AccountStep>, key) =>
      client.command(`/accounts/${id}/${step}`, { body, revision, key }),
    changes,
  });
