/** Callbacks, ratings, spot checks, scorecards and promises kept. */
import type {
  drawSpotCheckRequest,
  openPeriodRequest,
  openScorecardRequest,
  scoreSpotCheckRequest,
} from '@taizhang/contracts/assessment';
import type {
  Callback,
  callbackLists,
  Period,
  PromiseEntry,
  PromiseKeeping,
  Rating,
  Scorecard,
  SpotCheck,
  SpotCheckSummary,
} from '@taizhang/contracts/views';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from './answers';
import { client, type Handled } from './client';
import { useCursorPages } from './cursor-pages';
import { liveEveryMs } from './query-client';
import { keys } from './query-keys';
import { useCommand } from './use-command';

export type CallbackList = (typeof callbackLists)[number];

export const useCallbacks = (list: CallbackList) =>
  useCursorPages(keys.callbacks(list), (cursor) =>
    client.get<Page<Callback>>('/callbacks', { query: { list, cursor } }),
  );

export const useOneCallback = (id: string) =>
  useQuery({
    queryKey: keys.callback(id),
    queryFn: ({ signal }) => client.get<Callback>(`/callbacks/${id}`, { signal }),
    refetchInterval: liveEveryMs,
  });

export type CallbackStep = Readonly<{
  id: string;
  revision: number;
  step: 'attempts' | 'score';
  body: object;
}>;

export const useCallbackStep = () =>
  useCommand({
    send: ({ id, revision, step, body }: CallbackStep, key) =>
      client.command(`/callbacks/${id}/${step}`, { body, revision, key }),
    changes: [keys.assessment],
  });

export const useRatings = (asked: { customerId?: string; caseId?: string }) =>
  useQuery({
    queryKey: keys.ratings(asked),
    queryFn: ({ signal }) => client.get<Page<Rating>>('/ratings', { query: asked, signal }),
    select: ({ items }) => items,
  });

export type RatingLink = Handled & Readonly<{ token: string; path: string; expiresAt: string }>;

export const useRatingLink = (caseId: string) =>
  useCommand({
    send: (_: object, key) =>
      client.command<RatingLink>(`/cases/${caseId}/rating-link`, { body: {}, key }),
    changes: [],
  });

/** What a link shows to whoever holds it. */
export type RatedCase = Readonly<{
  kind: 'complaint' | 'fault' | 'inquiry';
  closedOn: string;
  score: number | null;
}>;

export const useRatedCase = (token: string) =>
  useQuery({
    queryKey: ['public-rating', token],
    queryFn: ({ signal }) => client.get<RatedCase>(`/public/ratings/${token}`, { signal }),
    retry: false,
  });

export const useRate = (token: string) =>
  useCommand({
    send: (body: { score: number; comment: string }) =>
      client.ask<RatedCase>(`/public/ratings/${token}`, body),
    changes: [['public-rating', token]],
  });

export const useSpotChecks = () =>
  useCursorPages(keys.spotChecks, (cursor) =>
    client.get<Page<SpotCheckSummary>>('/spot-checks', { query: { cursor } }),
  );

export const useSpotCheck = (id: string) =>
  useQuery({
    queryKey: keys.spotCheck(id),
    queryFn: ({ signal }) => client.get<SpotCheck>(`/spot-checks/${id}`, { signal }),
  });

export const useDrawSpotCheck = () =>
  useCommand({
    send: (body: z.input<typeof drawSpotCheckRequest>, key) =>
      client.command('/spot-checks', { body, key }),
    changes: [keys.assessment],
  });

type ItemScore = Readonly<{ revision: number; body: z.input<typeof scoreSpotCheckRequest> }>;

export const useScoreSpotCheck = (id: string) =>
  useCommand({
    send: ({ revision, body }: ItemScore, key) =>
      client.command(`/spot-checks/${id}/scores`, { body, revision, key }),
    changes: [keys.assessment],
  });

export const usePeriods = () =>
  useCursorPages(keys.periods, (cursor) =>
    client.get<Page<Period>>('/assessment-periods', { query: { cursor } }),
  );

export const useOpenPeriod = () =>
  useCommand({
    send: (body: z.input<typeof openPeriodRequest>, key) =>
      client.command('/assessment-periods', { body, key }),
    changes: [keys.assessment],
  });

export const useScorecards = (periodId: string) =>
  useCursorPages(keys.scorecards(periodId), (cursor) =>
    client.get<Page<Scorecard>>('/scorecards', { query: { periodId, cursor, limit: 200 } }),
  );

export const useScorecard = (id: string) =>
  useQuery({
    queryKey: keys.scorecard(id),
    queryFn: ({ signal }) => client.get<Scorecard>(`/scorecards/${id}`, { signal }),
    refetchInterval: liveEveryMs,
  });

export const useOpenScorecard = () =>
  useCommand({
    send: (body: z.input<typeof openScorecardRequest>, key) =>
      client.command('/scorecards', { body, key }),
    changes: [keys.assessment],
  });

/** The steps as the API names them. */
export type ScorecardStep =
  'evidence' | 'score' | 'publication' | 'objection' | 'review' | 'finalisation';
type ScorecardAct = Readonly<{ step: ScorecardStep; revision: number; body: object }>;

export const useScorecardStep = (id: string) =>
  useCommand({
    send: ({ step, revision, body }: ScorecardAct, key) =>
      client.command(`/scorecards/${id}/${step}`, { body, revision, key }),
    changes: [keys.assessment],
  });

export type PromisesAsked = Readonly<{ from: string; to: string; unitId?: string }>;
type Promises = Readonly<{ edition: string; items: readonly PromiseKeeping[] }>;

export const usePromises = (asked: PromisesAsked) =>
  useQuery({
    queryKey: keys.promises(asked),
    queryFn: ({ signal }) => client.get<Promises>('/promises', { query: asked, signal }),
    placeholderData: keepPreviousData,
  });

export const usePromiseEntries = (asked: PromisesAsked, promise: string | null) =>
  useQuery({
    queryKey: [...keys.promises(asked), promise],
    queryFn: promise
      ? ({ signal }) =>
          client.get<{ items: readonly PromiseEntry[] }>('/promises/entries', {
            query: { ...asked, promise },
            signal,
          })
      : skipToken,
  });
